import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { htmlToText } from "./html-text.ts";
import { splitQuote } from "./quote.ts";

const ofText = (text: string, subject = "Re: x") => splitQuote({ text, html: null, subject });
const ofHtml = (html: string) => splitQuote({ text: "", html });

describe("the new text of a plain reply", () => {
  test.each([
    [
      "English, Gmail",
      "On Mon, Aug 26, 2026 at 4:37 PM The Team <\nteam@acme.example> wrote:\n\n> old",
    ],
    [
      "English, Outlook",
      "________________________________\nFrom: Team <team@acme.example>\nSent: Monday, 26 August 2026 16:37\nTo: Anna\nSubject: Hello\n\nold",
    ],
    [
      "Italian, Gmail",
      "Il giorno lun 26 ago 2026 alle ore 16:37 Team <team@acme.example>\nha scritto:\n\n> old",
    ],
    [
      "Italian, Apple",
      "Il giorno 26 ago 2026, alle ore 16:37, Team <team@acme.example> ha scritto:\n\n> old",
    ],
    [
      "Italian, Outlook",
      "Da: Team <team@acme.example>\nInviato: lunedì 26 agosto 2026 16:37\nA: Anna\nOggetto: Ciao\n\nold",
    ],
    ["French, Gmail", "Le lun. 26 août 2026 à 16:37, Team <team@acme.example> a écrit :\n\n> old"],
    [
      "French, Outlook",
      "De : Team <team@acme.example>\nEnvoyé : lundi 26 août 2026 16:37\nÀ : Anna\nObjet : Bonjour\n\nold",
    ],
    [
      "German, Gmail",
      "Am Mo., 26. Aug. 2026 um 16:37 Uhr schrieb Team <team@acme.example>:\n\n> old",
    ],
    [
      "German, Outlook",
      "Von: Team <team@acme.example>\nGesendet: Montag, 26. August 2026 16:37\nAn: Anna\nBetreff: Hallo\n\nold",
    ],
    [
      "Spanish, Gmail",
      "El lun, 26 ago 2026 a las 16:37, Team (<team@acme.example>) escribió:\n\n> old",
    ],
    [
      "Spanish, Outlook",
      "De: Team <team@acme.example>\nEnviado: lunes, 26 de agosto de 2026 16:37\nPara: Anna\nAsunto: Hola\n\nold",
    ],
    [
      "Portuguese, Gmail",
      "Em seg., 26 de ago. de 2026 às 16:37, Team <team@acme.example> escreveu:\n\n> old",
    ],
    [
      "Portuguese, Outlook",
      "De: Team <team@acme.example>\nEnviada em: segunda-feira, 26 de agosto de 2026 16:37\nPara: Anna\nAssunto: Olá\n\nold",
    ],
    ["any, original message", "-----Messaggio originale-----\nold"],
  ])("ends where %s begins the history", (_, history) => {
    expect(ofText(`It works now, thanks.\n\n${history}`)).toMatchObject({
      visibleText: "It works now, thanks.",
      quotedText: history,
    });
  });

  test("goes on below a quote that is answered at its end", () => {
    const split = ofText("On 26.08.2026 16:37, Team wrote:\n> Does it work?\n\nYes it does.");
    expect(split.visibleText).toBe("Yes it does.");
  });

  test("keeps quotes that nobody is named for with the answers below them", () => {
    const text = "> Does it work?\nYes.\n> Since when?\nToday.";
    expect(ofText(text)).toMatchObject({ visibleText: text, quotedText: "" });
  });

  test("loses its signature and the line of the telephone to the fold", () => {
    expect(ofText("Thanks\n\n-- \nAnna Rossi\nRossi SpA").quotedText).toBe(
      "-- \nAnna Rossi\nRossi SpA",
    );
    expect(ofText("Grazie\n\nInviato da iPhone").visibleText).toBe("Grazie");
    expect(ofText("Sent from my desk, which is easier.").visibleText).toBe(
      "Sent from my desk, which is easier.",
    );
  });

  test.each([
    ["a list of dashes", "Three things:\n-- one\n-- two"],
    ["a date among other lines", "Date: Monday\nTime: ten\nPlease come."],
    ["a sentence with wrote", "On Monday at 10:30 my colleague wrote to you.\nYou never answered."],
    [
      "a sentence that ends like an attribution",
      "In May 2020 my colleague wrote:\nplease help us.",
    ],
    ["the fields of a form", "From: the north door\nTo: the south door\nWe walk every day."],
    ["only a quote and nothing else", "see\n\nOn this day\n\nI wrote something"],
  ])("is not cut at %s", (_, text) => {
    expect(ofText(text)).toMatchObject({ visibleText: text, quotedText: "" });
  });

  test("is everything where the mail was forwarded for us to read", () => {
    const text =
      "FYI\n\n---------- Forwarded message ----------\nFrom: b@x.example\nDate: Mon, 1 Jan 2026\n\nText";
    expect(ofText(text).quotedText).toBe("");
    expect(
      ofText("FYI\n\nFrom: b@x.example\nSent: Monday, 1 Jan 2026\nTo: me\n\nText", "FW: x")
        .quotedText,
    ).toBe("");
  });
});

describe("the new part of an HTML reply", () => {
  test.each([
    [
      "Gmail",
      '<div>new</div><br><div class="gmail_quote"><div class="gmail_attr">Il 26 ago, Team ha scritto:<br></div><blockquote class="gmail_quote">old</blockquote></div>',
    ],
    [
      "Outlook",
      '<div>new</div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p><b>Von:</b> Team &lt;t@x.example&gt;<br><b>Gesendet:</b> Montag, 26. August 2026<br><b>An:</b> Anna<br><b>Betreff:</b> Hallo</p></div><p>old</p>',
    ],
    [
      "Outlook on the web",
      '<div>new</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg">From: Team</div><div>old</div>',
    ],
    [
      "Apple Mail",
      '<div>new</div><div><blockquote type="cite"><div>On 26 Aug 2026, at 16:37, Team &lt;t@x.example&gt; wrote:</div></blockquote></div><blockquote type="cite"><div>old</div></blockquote>',
    ],
    [
      "Thunderbird",
      '<p>new</p><div class="moz-cite-prefix">Am 26.08.26 um 16:37 schrieb Team:<br></div><blockquote type="cite" cite="mid:1@x">old</blockquote>',
    ],
    [
      "Sportello",
      '<div>new</div><div class="sportello_quote"><div>On Monday, Team wrote:</div><blockquote type="cite">old</blockquote></div>',
    ],
  ])("is all above the history of %s", (_, html) => {
    const split = ofHtml(`<html><body>${html}</body></html>`);
    expect(htmlToText(split.visibleHtml ?? "")).toBe("new");
    expect(htmlToText(split.quotedHtml ?? "")).toContain("old");
  });

  test("keeps answers that stand between the quotes of Gmail", () => {
    const split = ofHtml(
      '<div class="gmail_quote">On Mon, Aug 26, 2026 at 4:37 PM T &lt;t@x.example&gt; wrote:<blockquote class="gmail_quote">q1</blockquote><div>answer</div><blockquote class="gmail_quote">q2</blockquote></div>',
    );
    expect(htmlToText(split.visibleHtml ?? "")).toContain("answer");
  });

  test("keeps the tables of the new part whole, empty cells too", () => {
    const split = ofHtml(
      '<table><tr><td></td><td>a</td></tr></table><blockquote type="cite">old</blockquote>',
    );
    expect(split.visibleHtml).toBe("<table><tr><td></td><td>a</td></tr></table>");
  });

  test("and the history together have every word of the mail", () => {
    const bits = fc.constantFrom(
      "<div>",
      "</div>",
      "<blockquote type=cite>",
      "</blockquote>",
      "<br>",
      "word ",
      "On 26.08.2026 10:30 A <a@b.c> wrote:<br>",
      '<div class="gmail_quote">',
      "<p>",
      "<td>",
      "Da: x<br>Data: 1/1/2026<br>A: y<br>",
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (parts) => {
        const html = parts.map((part, index) => part.replace("word", `w${index}`)).join("");
        const { visibleHtml, quotedHtml } = ofHtml(html);
        const words = (text: string) => (text.match(/\bw\d+/g) ?? []).toSorted();
        expect(words(`${visibleHtml} ${quotedHtml}`)).toEqual(words(html));
      }),
    );
  });
});

describe("hostile quotes", () => {
  test.each([
    ["deep quotes", `${">".repeat(200)} x\n`.repeat(5000)],
    ["endless attributions", "On 1.1.2026 10:30 <a@b.c\n".repeat(40_000)],
    ["header fields", "From: a\nDate: 1\n\n".repeat(40_000)],
    ["one long line", `On ${"1 ".repeat(300_000)}wrote`],
    ["rulers", `${"- ".repeat(90)}x\n`.repeat(5000)],
    ["quotes without name", "> a\nb\n".repeat(60_000)],
  ])("%s are read in little time", (_, text) => {
    const start = process.cpuUsage();
    splitQuote({ text, html: text.replaceAll("\n", "<br>") });
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
  });

  test("fifty thousand nested tags are read in little time", () => {
    const start = process.cpuUsage();
    const html = `${"<div>".repeat(50_000)}x<blockquote type=cite>old</blockquote>`;
    expect(ofHtml(html).visibleHtml).toContain("old");
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
  });
});

describe("the line that names the device", () => {
  test.each([
    "Von meinem Mobilgerät gesendet",
    "Get [Outlook for Android](https://aka.ms/ghei36)",
    "Trimis de pe iPhone-ul meu",
    "Надіслано з iPhone",
    "iPhone'umdan gönderildi",
    "iPhoneomról küldve",
    "Skickades från min iPhone",
  ])("is folded: %s", (line) => {
    expect(ofText(`It works now.\n\n${line}`).visibleText).toBe("It works now.");
  });

  test.each([
    "Müdür tarafından gönderildi",
    "I got Outlook for Windows, and it does not start.",
    "Von meinem Handy aus geht es auch nicht, was kann ich tun?",
  ])("is none where it is a sentence: %s", (line) => {
    expect(ofText(`It works now.\n\n${line}`).visibleText).toContain(line);
  });
});

describe("the line above the history, as mail programs write it", () => {
  test.each([
    ["Dutch, Gmail", "Op ma 20 jul 2026 om 14:14 schreef Support <support@example.com>:"],
    [
      "Dutch, Apple",
      "Op 20 jul 2026, om 14:14 heeft Support <support@example.com> het volgende geschreven:",
    ],
    ["Polish, Gmail", "pon., 20 lip 2026 o 14:14 Support <support@example.com> napisał(a):"],
    [
      "Polish, Apple",
      "Wiadomość napisana przez Support <support@example.com> w dniu 20 lip 2026, o godz. 14:14:",
    ],
    ["Polish, Thunderbird", "W dniu 20.07.2026 o 14:14, Support pisze:"],
    ["Swedish, Gmail", "Den mån 20 juli 2026 kl 14:14 skrev Support <support@example.com>:"],
    ["Danish, Gmail", "Den man. 20. jul. 2026 kl. 14.14 skrev Support <support@example.com>:"],
    ["Finnish, Gmail", "ma 20. heinäk. 2026 klo 14.14 Support (support@example.com) kirjoitti:"],
    ["Czech, Gmail", "po 20. 7. 2026 v 14:14 odesílatel Support <support@example.com> napsal:"],
    ["Slovak, Gmail", "po 20. 7. 2026 o 14:14 Support <support@example.com> napísal(a):"],
    [
      "Hungarian, Gmail",
      "Support <support@example.com> ezt írta (időpont: 2026. júl. 20., H, 14:14):",
    ],
    ["Romanian, Gmail", "În lun., 20 iul. 2026 la 14:14, Support <support@example.com> a scris:"],
    [
      "Turkish, Gmail",
      "Support <support@example.com>, 20 Tem 2026 Pzt, 14:14 tarihinde şunu yazdı:",
    ],
    ["Russian, Gmail", "пн, 20 июл. 2026 г. в 14:14, Support <support@example.com>:"],
    [
      "Russian, Mail.ru",
      "Понедельник, 20 июля 2026, 14:14 +03:00 от Support <support@example.com>:",
    ],
    ["Ukrainian, Gmail", "пн, 20 лип. 2026 р. о 14:14 Support <support@example.com> пише:"],
    [
      "Greek, Gmail",
      "Στις Δευ 20 Ιουλ 2026 στις 2:14 μ.μ., ο/η Support <support@example.com> έγραψε:",
    ],
    ["Bulgarian, Gmail", "На пн, 20.07.2026 г. в 14:14 ч. Support <support@example.com> написа:"],
    ["Croatian, Gmail", "pon, 20. srp 2026. u 14:14 Support <support@example.com> napisao je:"],
    [
      "Catalan, Gmail",
      "Missatge de Support <support@example.com> del dia dl., 20 de jul. 2026 a les 14:14:",
    ],
    ["Japanese, Gmail", "2026年7月20日(月) 14:14 Support <support@example.com>:"],
    ["Japanese, Apple", "2026/07/20 14:14、Support <support@example.com>のメール："],
    ["Chinese, Gmail", "Support <support@example.com> 于2026年7月20日周一 14:14写道："],
    ["Korean, Gmail", "2026년 7월 20일 (월) 오후 2:14, Support <support@example.com>님이 작성:"],
    [
      "Vietnamese, Gmail",
      "Vào Th 2, 20 thg 7, 2026 vào lúc 14:14 Support <support@example.com> đã viết:",
    ],
    ["Thai, Gmail", "ในวันที่ จ. 20 ก.ค. 2026 เวลา 14:14 Support <support@example.com> เขียนว่า:"],
    [
      "Indonesian, Gmail",
      "Pada tanggal Sen, 20 Jul 2026 pukul 14.14 Support <support@example.com> menulis:",
    ],
    [
      "Hebrew, Gmail",
      "\u202bבתאריך יום ב׳, 20 ביולי 2026 ב-14:14 מאת \u202aSupport\u202c\u200f <\u202asupport@example.com\u202c\u200f>:\u202c",
    ],
    [
      "Arabic, Gmail",
      "في الاثنين، 20 يوليو 2026 في 2:14 م تمت كتابة ما يلي بواسطة Support <support@example.com>:",
    ],
    [
      "Estonian, Gmail",
      "Kontakt Support (<support@example.com>) kirjutas kuupäeval E, 20. juuli 2026 kell 14:14:",
    ],
    ["Lithuanian, Gmail", "2026-07-20, pr, 14:14 Support <support@example.com> rašė:"],
    [
      "Latvian, Gmail",
      "pirmd., 2026. g. 20. jūl., plkst. 14:14 — lietotājs Support (<support@example.com>) rakstīja:",
    ],
  ])("is folded with it: %s", (_, line) => {
    expect(ofText(`Hello.\n\n${line}\n\n> old\n`).visibleText).toBe("Hello.");
    expect(ofText(`Hello.\n\n${line}\n\nold\n`).visibleText).toBe("Hello.");
    const page = line.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
    const html = `<div>Hello.</div><div>${page}</div><blockquote>old</blockquote>`;
    expect(htmlToText(ofHtml(html).visibleHtml ?? "")).toBe("Hello.");
  });

  test("is not any sentence that ends with a colon", () => {
    for (const line of ["In 2019 he wrote to me that:", "2026年の件:", "Ho scritto questo:"])
      expect(ofText(`Hello.\n\n${line}\n\nnew\n`).quotedText).toBe("");
  });
});

test("what PGP writes around a signed text is folded, the text is not", () => {
  const { visibleText, quotedText } = ofText(
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello.\n\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n=x\n-----END PGP SIGNATURE-----\n",
  );
  expect(visibleText).toBe("Hello.");
  expect(quotedText).toContain("iQEz");
  const sealed = "-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----";
  expect(ofText(sealed).quotedText).toBe("");
});
