import { expect, test } from "vitest";
import { readContactCards } from "./vcard.ts";

const card = (...lines: string[]) =>
  readContactCards(Buffer.from(["BEGIN:VCARD", ...lines, "END:VCARD"].join("\r\n")));

test("a card of nothing but line breaks holds nobody up", () => {
  const began = process.cpuUsage();
  const first = `NOTE:${"x".repeat(15_900)};QUOTED-PRINTABLE=`;
  expect(card("FN:Eve", first, "=\r\n".repeat(400_000))).toHaveLength(1);
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(2000);
});

test("a contact card says who, and how to reach them", () => {
  expect(
    card(
      "VERSION:4.0",
      "FN:Mara Rossi",
      "ORG:Fiat Lux\\, Inc.;Repairs",
      "TITLE:Head of repairs",
      "item1.EMAIL;TYPE=work:mara@x.example",
      "EMAIL:mara@x.example",
      "TEL;VALUE=uri:tel:+39-031-1",
      "ADR;TYPE=work:;;Via Roma 1;Como;CO;22100;Italy",
      "URL:https://x.example",
      "URL:javascript:alert(1)",
    ),
  ).toEqual([
    {
      name: "Mara Rossi",
      organization: "Fiat Lux, Inc., Repairs",
      role: "Head of repairs",
      emails: ["mara@x.example"],
      phones: ["+39-031-1"],
      addresses: ["Via Roma 1, Como, CO, 22100, Italy"],
      links: ["https://x.example"],
    },
  ]);
});

test("an old contact card has its name in pieces, its letters encoded, its types bare", () => {
  const [read] = card(
    "VERSION:2.1",
    "N;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:M=FCller;J=F6rg;;Dr.",
    "TEL;CELL;VOICE:0171 1",
  );
  expect(read).toMatchObject({ name: "Dr. Jörg Müller", phones: ["0171 1"] });
});

test("a card that names nobody is none", () => {
  expect(card("VERSION:3.0")).toEqual([]);
  expect(readContactCards(Buffer.from("Hello"))).toEqual([]);
});
