/** Orders, bills and small questions from the shop, and tickets made by hand after a call. */
import { adds, answers, asks, notes, type Story } from "../story.ts";

export const shopStories: readonly Story[] = [
  {
    subject: "Discount code doesn't work on bundles",
    by: "hana",
    language: "en",
    to: "orders",
    began: [2, "20:41"],
    status: "waiting on contact",
    owner: "priya",
    priority: "low",
    category: "Billing issue",
    said: [
      asks(
        "Hello again! The code AUTUMN10 from your newsletter says 'not valid' for the Grigna 1 + Moregallo bundle. Is that on purpose? Hana",
      ),
      answers(
        "priya",
        "12h 20m",
        `Hello Hana,

Bundles already carry 8 %, so the shop doesn't stack the two. But I can give you the better one: I've put AUTUMN10 on the single prices by hand, that makes €1,189 instead of €1,215. The personal link is below your basket when you sign in.`,
      ),
    ],
  },
  {
    subject: "Dov'è il mio pacco? Ordine 10495",
    by: "roberto",
    language: "it",
    to: "orders",
    began: [4, "16:08"],
    status: "closed",
    owner: "elena",
    priority: "medium",
    category: "General inquiry",
    said: [
      asks(
        "Il tracking è fermo a Piacenza da tre giorni. Ordine 10495, filtri e cartucce. Roberto Esposito",
      ),
      answers(
        "elena",
        "25m",
        "Buongiorno Roberto, Piacenza è lo smistamento e questa settimana sono in sciopero. Ho sentito il corriere: riparte stanotte, consegna domani. Se domani sera non c'è glielo rispedisco io.",
      ),
      adds("1d 2h", "Consegnato alle 11. Grazie per averci pensato."),
    ],
  },
  {
    subject: "VAT number missing on invoice",
    by: "beat",
    language: "en",
    to: "orders",
    began: [13, "08:22"],
    status: "closed",
    owner: "priya",
    category: "Billing issue",
    said: [
      asks(
        "Dear Sirs, our VAT number CHE-109.322.551 is missing on invoice INV-1862. Please correct. Beat Kälin",
      ),
      answers(
        "priya",
        "50m",
        "Dear Mr Kälin, corrected and sent again as INV-1862-B. I have also added the number to your customer record, so it will be there by itself from now on.",
      ),
    ],
  },
  {
    subject: "Telefonata: visita del tecnico all'Hotel Miralago",
    by: "anna",
    language: "it",
    began: [1, "09:10"],
    status: "waiting on us",
    owner: "davide",
    priority: "medium",
    category: "Product issue",
    madeBy: "chiara",
    description:
      "La signora Riva ha chiamato: la Resegone del bar interno fa scattare il salvavita quando si accende insieme alla lavatazze. Vuole qualcuno prima di giovedì, ingresso dal retro, chiedere di lei.",
    said: [
      notes(
        "davide",
        "2h",
        "Passo mercoledì alle 7. Porto il tester, secondo me è la lavatazze e non la macchina.",
      ),
    ],
  },
  {
    subject: "Call: wholesale prices for twelve offices",
    by: "daniel",
    language: "en",
    to: "orders",
    began: [2, "15:30"],
    deal: "offices",
    status: "new",
    owner: "owner",
    priority: "high",
    category: "General inquiry",
    madeBy: "priya",
    description:
      "Daniel (Kestrel Offices) rang: they want one Grigna 2 for each of their twelve London offices by spring. He asks for a price for twelve and a service plan, decision before Christmas. He likes to talk to the founder.",
    said: [],
  },
  {
    subject: "Filtro dell'acqua compatibile?",
    by: "valeria",
    language: "it",
    to: "orders",
    began: [11, "18:44"],
    status: "closed",
    owner: "elena",
    category: "General inquiry",
    said: [
      asks(
        "Buonasera, le cartucce di altre marche vanno bene nel serbatoio della Grigna 1 o devo usare le vostre? Valeria Bianchi",
      ),
      answers(
        "elena",
        "14h",
        "Buongiorno Valeria, vanno bene tutte quelle con attacco da 18 mm: costano meno e fanno lo stesso lavoro. L'importante è cambiarle ogni due mesi.",
      ),
      adds("2h 30m", "Raro che qualcuno risponda così. La prossima macchina la compro da voi."),
    ],
  },
  {
    subject: "Gift wrapping and a card",
    by: "ruth",
    language: "en",
    to: "orders",
    began: [9, "14:12"],
    status: "closed",
    owner: "priya",
    priority: "low",
    category: "General inquiry",
    said: [
      asks(
        "Dear Priya, I should like to send a Grigna 1 to my grandson in Edinburgh for his graduation. Could you wrap it and put in a card that says: 'Now you have no excuse to be late. Grandma.' Ruth Abernathy",
      ),
      answers(
        "priya",
        "1h 5m",
        "Dear Ruth, with the greatest pleasure. Cream or black? And shall it arrive before the 14th?",
      ),
      adds("40m", "Cream, and before the 14th if you can. You are a dear."),
      answers(
        "priya",
        "20m",
        "Cream it is. The card is written by hand (mine, sorry) and the parcel arrives on the 12th.",
      ),
    ],
  },
  {
    subject: "Reso entro 14 giorni: come si fa?",
    by: "caterina",
    language: "it",
    to: "orders",
    began: [2, "10:05"],
    status: "waiting on contact",
    owner: "elena",
    priority: "low",
    category: "Billing issue",
    said: [
      asks(
        "Ciao, il tamper da 58 che ho preso non entra nel mio portafiltro (colpa mia, è da 57). Posso renderlo? È nuovo, nella scatola. Caterina",
      ),
      answers(
        "elena",
        "45m",
        `Ciao Caterina,

certo. Due strade: te lo rimborso quando torna (l'etichetta è gratuita), oppure ti mando subito quello da 57 e mi rispedisci l'altro nella stessa scatola.

Quale preferisci?`,
      ),
    ],
  },
  {
    subject: "Fattura 2214: manca lo sconto contratto",
    by: "paolo",
    language: "it",
    to: "orders",
    began: [7, "14:02"],
    status: "closed",
    owner: "elena",
    priority: "medium",
    category: "Billing issue",
    resolution: "Nota di credito 318 emessa, 31,40 €.",
    said: [
      asks(
        `Buongiorno,

sulla fattura allegata non vedo lo sconto del 10 % sui ricambi previsto dal contratto. È una svista?

Paolo Vitali`,
        { files: ["invoice"] },
      ),
      answers(
        "elena",
        "55m",
        `Buongiorno dottor Vitali,

sì, una svista nostra, me ne scuso. Emetto oggi la nota di credito di 31,40 € e la riceve entro sera: può compensarla con la prossima fattura.`,
      ),
      adds("20h", "Ricevuta, tutto a posto. Grazie per la rapidità."),
    ],
  },
];
