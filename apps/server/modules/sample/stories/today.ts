/** What came in since this morning: mostly unread, mostly nobody's yet. */
import { adds, answers, asks, notes, sends, type Story } from "../story.ts";

export const todayStories: readonly Story[] = [
  {
    subject: "Smell of burnt plastic when steaming",
    by: "james",
    language: "en",
    began: 18,
    status: "new",
    priority: "urgent",
    unread: true,
    said: [
      asks(`Hi,

When I turn the steam on there's a smell of hot plastic for a minute or so, and this morning a bit of smoke from the back of the machine. I've unplugged it. Grigna 1, about three years old.

Is this dangerous? My wife would like an answer more than I would.

James Whitlock`),
    ],
  },
  {
    subject: "Non riesco a registrare la garanzia sul sito",
    by: "alberto",
    language: "it",
    began: 41,
    status: "new",
    unread: true,
    said: [
      asks(
        "Buongiorno, quando inserisco la matricola G2-12210 il sito dice 'numero non valido'. La foto della targhetta è qui sotto. Potete registrarla voi? Alberto Conti",
        { files: ["label"] },
      ),
    ],
  },
  {
    subject: "Partnership for our new shop in Galway",
    by: "aoife",
    language: "en",
    began: 67,
    deal: "galway",
    status: "new",
    unread: true,
    said: [
      asks(`Hi all,

Big news: we're opening a second place, in Galway, in March. 40 seats, two groups at least, and we'd love to stay with you.

Could someone walk me through the difference between the Resegone 2 and 3 groups, lead times, and what a lease would look like? A call is fine too, mornings are quiet.

Aoife`),
    ],
  },
  {
    subject: "Perdita sotto la macchina da stamattina",
    by: "pina",
    language: "it",
    began: 96,
    status: "new",
    priority: "high",
    unread: true,
    said: [
      asks(
        "Buongiorno, c'è acqua sotto la Resegone, più o meno un bicchiere ogni ora. Viene da dietro a sinistra. Posso lavorare o devo spegnere? Ho messo un vassoio. Pina",
      ),
    ],
  },
  {
    subject: "Question about beans for a light roast",
    by: "sofia",
    language: "en",
    began: 133,
    status: "new",
    unread: true,
    said: [
      asks(
        "Hi! The wand is fixed, your video was great (took me nine minutes). Now a happier question: which of the roasters you work with ships light roasts to Sweden? Sofia",
      ),
    ],
  },
  {
    subject: "Sollecito: nota di credito non ancora ricevuta",
    by: "martina",
    language: "it",
    to: "orders",
    began: 158,
    status: "new",
    unread: true,
    category: "Billing issue",
    said: [
      sends(
        "0m",
        `<div style="font-family:Calibri,Arial,sans-serif;font-size:15px"><p>Buongiorno,</p><p>sollecitiamo la <b>nota di credito di 74,20 €</b> relativa alla fattura 2198, promessa il mese scorso e non ancora pervenuta.</p><p>Restiamo in attesa e porgiamo cordiali saluti.</p><p>Martina Zanier<br><i>Contabilità, Bar Nordest</i></p></div>`,
      ),
    ],
  },
  {
    subject: "Delivery on Saturday possible?",
    by: "walter",
    language: "en",
    to: "orders",
    began: 205,
    status: "new",
    unread: true,
    said: [
      asks(
        "Good day. Order 10511, the grinder. Could it come on a Saturday? On weekdays I am on calls and the bell is not kind. Walter Price",
      ),
    ],
  },
  {
    subject: "Il vapore esce bagnato",
    by: "federica",
    language: "it",
    began: 240,
    status: "waiting on contact",
    owner: "tom",
    priority: "low",
    category: "Product issue",
    said: [
      asks(
        "Buongiorno! Primo fine settimana con la macchina nuova: caffè ottimo, ma il vapore all'inizio sputa acqua e il latte viene annacquato. È normale? Federica",
      ),
      answers(
        "tom",
        "38m",
        "Buongiorno Federica, normale: nel tubo resta un po' di condensa. Prima di montare apra il vapore a vuoto per tre secondi sopra un panno, poi vada nel latte. Vedrà la differenza. E auguri in ritardo a suo marito!",
      ),
    ],
  },
  {
    subject: "Firmware 2.4: brew counter went back to zero",
    by: "peter",
    language: "en",
    began: 310,
    status: "waiting on us",
    owner: "owner",
    priority: "medium",
    category: "Product issue",
    said: [
      asks(
        "Hi, after the update to 2.4 the counter on my office's Resegone shows 212 shots. It was at 48,900 yesterday. We use it for the service interval, so it does matter a bit. Peter van Houten",
      ),
      notes(
        "hannah",
        "25m",
        "Second report since the release. @marco do we keep the old value anywhere?",
      ),
      answers(
        "owner",
        "50m",
        `Hi Peter,

Thanks for reporting this, you're right that it matters. The old value should still be in the machine: the update only resets what is shown. Could you send me a photo of menu 9.1? With that we can write it back by remote.`,
      ),
      adds("1h 30m", "9.1 says TOT 48 907. Good to know it isn't lost!"),
    ],
  },
  {
    subject: "Corso per baristi: date di gennaio",
    by: "luca",
    language: "it",
    began: 355,
    status: "new",
    owner: "care",
    category: "General inquiry",
    said: [
      asks(
        "Ciao, quando esce il calendario dei corsi di gennaio? Vorrei mandare due ragazzi nuovi, meglio se di lunedì che siamo chiusi. Luca, Bar Nordest",
      ),
    ],
  },
  {
    subject: "Thank you, and a photo for your wall",
    by: "owen",
    language: "en",
    began: 420,
    status: "closed",
    owner: "hannah",
    priority: "low",
    said: [
      asks(
        "Not a support question for once. Ten thousandth flat white this morning, the customer got it for free and cried a little. Photo of the machine attached, she deserves it. Owen",
        { files: ["gauge"] },
      ),
      answers(
        "hannah",
        "34m",
        "Owen, this made everyone's morning, the photo is already on the workshop fridge. Here's to the next ten thousand!",
      ),
    ],
  },
  {
    subject: "Trade account for our roastery shop",
    by: "fiona",
    language: "en",
    to: "orders",
    began: 275,
    status: "new",
    owner: "priya",
    priority: "medium",
    category: "General inquiry",
    unread: true,
    said: [
      asks(
        "Hello Priya, we'd like to sell the Grigna 1 and 2 in the Leeds shop, three or four a month to begin with. What do you need from us to open a trade account, and what are the margins? Back on Monday properly but wanted to get this rolling. Fiona",
      ),
    ],
  },
];
