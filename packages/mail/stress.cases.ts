/** Mail made to take long: each case repeats what costs a careless reader the square of its length. */

export type Case = { name: string; make: (size: number) => string };

const head = "From: a@b.test\r\nTo: s@x.test\r\nSubject: x\r\nMessage-ID: <1@b.test>\r\n";
const page = (...lines: string[]) => `${head}Content-Type: text/html\r\n\r\n${lines.join("")}`;

/** `piece` as often as it fits. */
const times = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length));

const inHeader = (name: string, piece: string, before = ""): Case => ({
  name: `${name}: ${before}${piece}…`,
  make: (size) =>
    `${name}: ${before}${times(piece, size / 3)}x\r\n${head.replace(`${name}: `, "X-Other: ")}\r\nhello`,
});

const inFields = (name: string, value: string): Case => ({
  name: `many fields ${name}: ${value}`,
  make: (size) => `${head}${times(`${name}: ${value}\r\n`, size)}\r\nhello`,
});

const inText = (name: string, piece: string, after = "x"): Case => ({
  name: `text of ${name}`,
  make: (size) => `${head}\r\n${times(piece, size)}${after}`,
});

const inFlowed = (name: string, piece: string): Case => ({
  name: `flowed ${name}`,
  make: (size) =>
    `${head}Content-Type: text/plain; format=flowed; delsp=yes\r\n\r\n${times(piece, size)}`,
});

const inHtml = (name: string, piece: string, before = ""): Case => ({
  name: `HTML of ${name}`,
  make: (size) => page(before, times(piece, size), "x"),
});

const inBounce = (name: string, piece: string): Case => ({
  name: `bounce of ${name}`,
  make: (size) =>
    `From: MAILER-DAEMON@b.test\r\nTo: s@x.test\r\nSubject: Undelivered Mail Returned to Sender\r\nReturn-Path: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=q\r\n\r\n--q\r\n\r\n${times(piece, size)}\r\n--q\r\nContent-Type: message/delivery-status\r\n\r\n${times(piece, size)}\r\n--q--\r\n`,
});

const nested = (open: string): Case => ({
  name: `parts ${open}`,
  make: (size) =>
    `${head}Content-Type: multipart/mixed; boundary=q\r\n\r\n${times(`--q\r\n${open}\r\n\r\nhi\r\n`, size)}`,
});

const HEADER_PIECES = [
  ...`a, " ", ( () )( < <> <a@b> : ; @ @, a@ =? =?utf-8?q?a?= =?a?q? =?a?b?= a: a:; a< > [ a@b.c, "a"@ "" (a@b), a=
  a=b; a*0=b; a=" a*1*=%41;`.split(/\s+/),
  "a ",
  "a\\,",
  "=?utf-8?q?=20?= ",
  "' ",
  "\\",
  "é,",
];
const TEXT_PIECES = [
  "\n",
  "\r\n",
  "\r",
  " ",
  "\t",
  " \n",
  "\t\n ",
  ">",
  "> ",
  ">\n",
  "> a\n",
  ">>>> a\n\n",
  "<",
  "(",
  '"',
  ",",
  "=?",
  "=20",
  "=\r\n",
  "--q\r\n",
  "--\r\n",
  "-- \r\n",
  "-",
  "_",
  "- ",
  "* * ",
  "On Mon, a@b.c wrote:\r\n",
  "On Mon, a@b.c wrote: ",
  "On 1 Jan 2020 at 10:00\r\n",
  "1 Jan ",
  "1/1/1",
  "12:00 ",
  "From: a@b.c\r\nDate: 1\r\n",
  "From: ",
  "Sent: x\r\n",
  "wrote",
  "wrote:\n",
  "a@b.c ",
  "a@",
  "@",
  "a",
  "a.",
  "begin 644 a\n",
  "begin 644 a\n`\n",
  "end\n",
  "#",
  "http://",
  "http://a.",
  "http://a)",
  "Sent from my iPhone\n",
  "Sent from my iPhone ",
  "-----Original Message-----\r\n",
  "----",
  "message-id: ",
  "message-id:\n",
  "message-id: <a\n",
  "\n> ",
  "could not be ",
  "mail ",
  "message mail ",
  "user a ",
  "following ",
  "5.1.1 ",
  "550 5.1.1 ",
  '"message-id","value":"<',
  '\\"',
  "included ",
  "below -----",
  "\n---",
  "\u00e9",
  "\u{1f600}",
  "\0",
  "[",
  "[[",
  "{",
  "}",
  "&",
  "~",
  "`",
  "|",
  "\\",
];
const HTML_PIECES = [
  ...`<b> <b></b> </b> <ul><li> <li> <p> <div> <div></div> <br> <blockquote> <blockquote></blockquote>
  <table><tr><td> <td> <a < <!-- <! <? <![CDATA[ </ & &amp; &lt; &# &#60; <img> <style> <script> <title> <svg>
  <noscript> <noscript></noscript> <iframe> <iframe></iframe> <xmp> <textarea> <plaintext> <table> <tr> <li><p>
  <li><td> <form></form> <math> <svg><title> <x> <x></x> <span> <pre> a <hr> <h1> <font> <head> <body> <html>
  <p><b> <b><p> <i><p></i> <select><option> <form> <td><table> &nbsp; &eacute; > " ' =" cid:`.split(
    /\s+/,
  ),
  "<br>\n",
  "<br> ",
  "<a href=x>",
  '<a href="http://x.y/">',
  '<a href="http://x.y/">a</a>',
  "<!-- -->",
  "<b ",
  '<b a="',
  "<b a=b ",
  "<b a ",
  "<img src=http://a/b>",
  "<img src=cid:a>",
  '<p style="color:red">',
  '<p style="',
  ' style="a:b;',
  "<span> </span>",
  "<pre>\n",
  " ",
  "\n",
  "a ",
  "On Mon, a@b.c wrote:<br>",
  "<div>On Mon, a@b.c wrote:</div>",
  "<div class=gmail_quote>",
  '<div class="gmail_quote"></div>',
  "&gt; <br>",
  "cid:a ",
  "<meta charset=",
  "é",
];

export const CASES: Case[] = [
  ...[
    "From",
    "To",
    "Subject",
    "Message-ID",
    "References",
    "Content-Type",
    "Content-Disposition",
    "Date",
    "Content-Transfer-Encoding",
    "Content-ID",
    "Auto-Submitted",
    "Return-Path",
    "X-Failed-Recipients",
  ].flatMap((name) => HEADER_PIECES.map((piece) => inHeader(name, piece))),
  ...["(", "text/plain; ", "multipart/report; ", "multipart/mixed; boundary="].map((before) =>
    inHeader("Content-Type", " ", before),
  ),
  ...["From", "To", "Cc", "References", "X-Failed-Recipients", "a"].flatMap((name) =>
    ["a,b@c.d", "<a@b>", "", "=?utf-8?q?a?="].map((value) => inFields(name, value)),
  ),
  ...TEXT_PIECES.map((piece) => inText(JSON.stringify(piece), piece)),
  ...TEXT_PIECES.map((piece) => inFlowed(JSON.stringify(piece), piece)),
  ...TEXT_PIECES.map((piece) => inBounce(JSON.stringify(piece), piece)),
  ...HTML_PIECES.map((piece) => inHtml(JSON.stringify(piece), piece)),
  ...[
    "",
    "Content-Type: text/html",
    "Content-Type: multipart/mixed; boundary=q",
    "Content-Type: message/rfc822",
    "Content-Type: multipart/alternative; boundary=r",
    "Content-Disposition: attachment; filename=a",
  ].map(nested),
];
