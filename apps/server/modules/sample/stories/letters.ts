/** Mail that comes as HTML: shops, mailing programs, a colleague's phone, an answering machine. */
import { adds, answers, asks, notes, sends, type Story } from "../story.ts";

const font = "font-family:Georgia,serif;font-size:15px;line-height:1.5;color:#222";

export const letterStories: readonly Story[] = [
  {
    subject: "Richiesta di campionatura per fiera di Rimini",
    by: "irene",
    language: "it",
    to: "orders",
    began: [10, "08:40"],
    status: "closed",
    owner: "elena",
    priority: "low",
    category: "General inquiry",
    said: [
      sends(
        "0m",
        `<div style="${font}"><p>Buongiorno Elena,</p><p>per lo stand di Rimini vorremmo esporre <b>una Grigna 2</b> accanto ai nostri caffè. Riepilogo le date:</p>
<table border="0" cellpadding="6" cellspacing="0" style="border-collapse:collapse;margin:8px 0"><tr style="background:#f3ede4"><th align="left">Quando</th><th align="left">Che cosa</th></tr><tr><td>mercoledì</td><td>ritiro a Lecco (veniamo noi, ore 9)</td></tr><tr><td>giovedì – domenica</td><td>fiera, padiglione B3, stand 114</td></tr><tr><td>lunedì</td><td>riconsegna, pulita</td></tr></table>
<p>Va bene lo stesso accordo dell'anno scorso?</p><p>Un caro saluto<br><b>Irene Salvatori</b><br><span style="color:#8a6d3b">Torrefazione San Vito, dal 1954</span></p></div>`,
      ),
      answers(
        "elena",
        "1h 25m",
        `Buongiorno Irene,

con molto piacere, stesso accordo. La macchina è pronta mercoledì alle 9, in acciaio satinato come piaceva a voi, con un kit di pulizia nella scatola.

In bocca al lupo per la fiera!`,
      ),
      adds(
        "9d 0h",
        "Riconsegnata stamattina a Davide. Abbiamo fatto 1.900 caffè in quattro giorni e tutti chiedevano della macchina. Grazie!",
      ),
    ],
  },
  {
    subject: "Re: your parcel 7Z-33190 could not be delivered",
    by: "grace",
    language: "en",
    began: [5, "13:55"],
    status: "closed",
    owner: "priya",
    category: "General inquiry",
    said: [
      sends(
        "0m",
        `<div dir="ltr"><p>Hi, is this mail really from you? It asks me to pay &pound;1.99 &quot;to release my grinder&quot;. I did order a grinder but the link looks odd.</p><p>Grace</p><blockquote style="margin:0 0 0 8px;border-left:2px solid #ccc;padding-left:10px;color:#555"><p><b>Parcel Service</b></p><p>Dear customer, your parcel 7Z-33190 is on hold.</p><p><img src="https://parcel-release.example/pixel.gif" width="1" height="1" alt=""><a href="https://parcel-release.example/pay">Release my parcel</a></p></blockquote></div>`,
      ),
      answers(
        "priya",
        "14m",
        `Hi Grace,

Well spotted: that one isn't from us and not from our courier either. Please don't click it; we never ask for money by mail after an order.

Your grinder is fine, it leaves on Thursday and the real tracking link comes from orders@lariana.example.`,
      ),
      notes(
        "priya",
        "6m",
        "Third phishing report this week, all with our real order months. @chiara should we put a line on the website?",
      ),
      adds("25m", "Phew. Deleted. Thanks for answering so quickly."),
    ],
  },
  {
    subject: "Ordine ricambi n. 553 – Ricambi Galli",
    by: "sergio",
    language: "it",
    to: "orders",
    began: [1, "14:30"],
    status: "new",
    owner: "orders",
    priority: "medium",
    category: "General inquiry",
    said: [
      sends(
        "0m",
        `<div style="font-family:Arial,sans-serif;font-size:14px"><p><strong>Ordine n. 553</strong></p><table border="1" cellpadding="5" cellspacing="0" style="border-collapse:collapse"><tr><th>Codice</th><th>Descrizione</th><th align="right">Q.tà</th></tr><tr><td>GR-73</td><td>Guarnizione gruppo 73 mm</td><td align="right">40</td></tr><tr><td>RG-GIC07</td><td>Gicleur 0,7</td><td align="right">12</td></tr><tr><td>G2-PMP</td><td>Pompa vibrazione 230 V</td><td align="right">6</td></tr><tr><td>MG-FAN</td><td>Kit ventola Moregallo</td><td align="right">10</td></tr></table><p>Consegna entro venerdì se possibile. Conferma con data, grazie.</p><p>Sergio Galli<br>Ricambi Galli, Milano</p></div>`,
      ),
    ],
  },
  {
    subject: "Automatic reply: Six-month service",
    by: "fiona",
    language: "en",
    began: [3, "09:02"],
    status: "closed",
    owner: "hannah",
    said: [
      asks(
        `I am out of the office until Monday with limited access to mail. For anything urgent in the shops please ring Leeds on +44 113 555 0119.

Fiona`,
        { automatic: true },
      ),
    ],
  },
  {
    subject: "Press enquiry: small makers of the lake",
    by: "claire",
    language: "en",
    began: [6, "09:50"],
    status: "waiting on contact",
    owner: "owner",
    priority: "low",
    category: "General inquiry",
    said: [
      sends(
        "0m",
        `<div style="${font}"><p>Dear Lariana team,</p><p>We met over a warranty question last week, you were wonderful. By day I write for a design quarterly, and I am preparing a piece on <em>small makers around Lake Como</em>.</p><p>Might I visit the workshop for a morning, with a photographer? I am mostly interested in:</p><ul><li>how the casing is folded by hand</li><li>why you still stamp serial numbers</li><li>the people, of course</li></ul><p>Any day in the second half of the month suits us.</p><p>Warmly,<br>Claire Dubois</p></div>`,
      ),
      notes(
        "chiara",
        "2h",
        "Bella occasione! @owner lo decidi tu? Il laboratorio è libero giovedì 19 e venerdì 20.",
      ),
      answers(
        "owner",
        "4h 30m",
        `Dear Claire,

What a lovely idea, you're both very welcome. Thursday the 19th or Friday the 20th, from nine in the morning? Davide will be folding casings on both days and is only shy for the first ten minutes.

Which one suits you?`,
      ),
    ],
  },
  {
    subject: "Proposta di collaborazione: corsi di latte art",
    by: "stefano",
    language: "it",
    began: [15, "11:30"],
    status: "closed",
    owner: "chiara",
    priority: "low",
    category: "Feature request",
    said: [
      sends(
        "0m",
        `<p>Ciao Chiara,</p><p>da gennaio al Portico facciamo corsi di <b>latte art</b> la domenica mattina. Perché non li facciamo insieme? Voi mettete una Grigna 2 per gli allievi, io metto il latte e la pazienza.</p><p>Due gruppi al mese, otto persone. Metà degli allievi poi compra una macchina, te lo dico per esperienza.</p><p>Stefano</p>`,
      ),
      answers(
        "chiara",
        "1d 2h",
        "Ciao Stefano, mi piace! Ne parlo con la direzione e ti chiamo giovedì per i dettagli. Intanto tieni libera la prima domenica di gennaio.",
      ),
      adds(
        "2d 22h",
        "Ci siamo sentiti, tutto confermato: prima domenica di gennaio, ore 9:30. Brindisi con il cappuccino.",
      ),
    ],
  },
];
