import { expect, test } from "vitest";
import { relayMail } from "./relay-form.ts";

const mail = Buffer.from("Subject: h\xe9\r\n\r\nna\xefve & a=b+c%20\r\n", "latin1");

function form(parts: [head: string, body: Buffer | string][]) {
  const pieces = parts.flatMap(([head, body]) => [`--xyz\r\n${head}\r\n\r\n`, body, "\r\n"]);
  return Buffer.concat([...pieces, "--xyz--\r\n"].map((piece) => Buffer.from(piece)));
}
const type = 'multipart/form-data; boundary="xyz"';
const named = (name: string) => `Content-Disposition: form-data; name="${name}"`;

test("a body that is no form is the mail itself, whatever type it says to have", () => {
  for (const type of ["message/rfc822", "text/plain", ""])
    expect(relayMail(type, mail)).toEqual({ raw: mail, envelope: { from: null, to: [] } });
});

test("SendGrid's form gives the bytes of its field `email` and the envelope", () => {
  const envelope = '{"to":["a@desk.test","b@desk.test"],"from":"mara@fiatlux.example"}';
  const body = form([
    [named("subject"), "h"],
    [named("envelope"), envelope],
    [named("email"), mail],
  ]);
  expect(relayMail(type, body)).toEqual({
    raw: mail,
    envelope: { from: "mara@fiatlux.example", to: ["a@desk.test", "b@desk.test"] },
  });
});

test("Mailgun's form gives the same, urlencoded or in parts", () => {
  const encoded = [...mail].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  const plain = `recipient=a%40desk.test&sender=mara%40fiatlux.example&body-mime=${encoded}`;
  const parts = form([
    [named("recipient"), "a@desk.test"],
    [named("sender"), "mara@fiatlux.example"],
    [`${named("body-mime")}; filename="m.eml"\r\nContent-Type: message/rfc822`, mail],
  ]);
  const expected = { raw: mail, envelope: { from: "mara@fiatlux.example", to: ["a@desk.test"] } };
  expect(relayMail("application/x-www-form-urlencoded", Buffer.from(plain))).toEqual(expected);
  expect(relayMail(type, parts)).toEqual(expected);
});

test("a form without a mail, without a boundary or cut off gives none", () => {
  expect(relayMail(type, form([[named("subject"), "h"]]))).toBeNull();
  expect(relayMail("multipart/form-data", form([[named("email"), mail]]))).toBeNull();
  expect(relayMail(type, form([[named("email"), mail]]).subarray(0, 60))).toBeNull();
  expect(relayMail("", Buffer.alloc(0))).toBeNull();
});
