import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpusCases, corpusIsHere, printFigure } from "#testkit/corpus.ts";
import {
  isAddress,
  parseAddress,
  parseAddresses,
  readReplyAddress,
  sameAddress,
  signReplyAddress,
} from "./address.ts";

describe("addresses in headers", () => {
  test.each([
    ['"Rossi, Anna" <anna@x.example>', { name: "Rossi, Anna", address: "anna@x.example" }],
    ["Rossi, Anna <anna@x.example>", { name: "Rossi, Anna", address: "anna@x.example" }],
    ["anna@x.example (Anna Rossi)", { name: "Anna Rossi", address: "anna@x.example" }],
    ["=?UTF-8?B?w4BubmE=?= <anna@X.Example>", { name: "Ànna", address: "anna@x.example" }],
    ["<anna@x.example>", { name: "", address: "anna@x.example" }],
    ["anna@x.example <anna@x.example>", { name: "anna@x.example", address: "anna@x.example" }],
    ['"An\\"na" <anna@x.example>', { name: 'An"na', address: "anna@x.example" }],
    ["An\r\nna <anna@x.example>", { name: "An na", address: "anna@x.example" }],
  ])("are read: %s", (header, expected) => {
    expect(parseAddress(header)).toEqual(expected);
  });

  test("are read one by one out of groups and lists", () => {
    const list = parseAddresses(
      "undisclosed-recipients:;, Team: a@x.example, B <b@x.example>; c@x.example",
    );
    expect(list.map(({ address }) => address)).toEqual([
      "a@x.example",
      "b@x.example",
      "c@x.example",
    ]);
  });

  test("never crash the reader, and what it reads has no line breaks", () => {
    const bits = fc.constantFrom(
      '"',
      "(",
      ")",
      "<",
      ">",
      ",",
      ";",
      ":",
      "@",
      "a",
      "b.c",
      "\\",
      "=?utf-8?q?x?=",
      " ",
      "\r\n",
      "\0",
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 30 }), (parts) => {
        for (const { name, address } of parseAddresses(parts.join("")))
          expect(name + address).not.toMatch(/[\0\r\n]/);
      }),
      { numRuns: 2000 },
    );
  });

  test("a hundred thousand brackets are read in little time", () => {
    const start = process.cpuUsage();
    for (const evil of ["(", '"', "<", ",", "a@b ", "\\("]) parseAddresses(evil.repeat(100_000));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });
});

describe("addresses in forms", () => {
  test.skipIf(!corpusIsHere)("are accepted and refused as strings/isemail says", () => {
    const cases = corpusCases<{ address: string; as_customer_address: string }>("strings/isemail");
    const right = cases.filter(
      ({ expect: { address, as_customer_address: wanted } }) =>
        wanted === "either" || isAddress(address) === (wanted === "accept"),
    );
    printFigure("strings/isemail", right.length, cases.length);
    expect(right).toHaveLength(cases.length);
  });

  test("are the same whatever their case and their form of domain", () => {
    expect(sameAddress("Anna@Müller.example", "anna@xn--mller-kva.example")).toBe(true);
    expect(sameAddress("anna+a@x.example", "anna@x.example")).toBe(false);
  });
});

describe("the signed reply address", () => {
  const secret = randomBytes(32);
  const deskId = randomUUID();

  test("names its ticket, in any case of letters", () => {
    const ticketId = randomUUID();
    const address = signReplyAddress("support@acme.example", { deskId, ticketId, secret });
    expect(isAddress(address)).toBe(true);
    expect(readReplyAddress(address, secret, deskId)).toEqual({ ticketId });
    expect(readReplyAddress(address.toUpperCase(), secret, deskId)).toEqual({ ticketId });
  });

  test("of another desk, of another secret, changed or cut is none", () => {
    const address = signReplyAddress("support@acme.example", {
      deskId,
      ticketId: randomUUID(),
      secret,
    });
    expect(readReplyAddress(address, secret, randomUUID())).toBeNull();
    expect(readReplyAddress(address, randomBytes(32), deskId)).toBeNull();
    for (let i = 8; i < 60; i++) {
      const other = address[i] === "a" ? "b" : "a";
      expect(
        readReplyAddress(address.slice(0, i) + other + address.slice(i + 1), secret, deskId),
      ).toBeNull();
    }
    for (const bad of [
      "",
      "@",
      "support@acme.example",
      "support+@acme.example",
      address.replace("+", ""),
      `x${address.slice(10)}`,
    ])
      expect(readReplyAddress(bad, secret, deskId)).toBeNull();
  });

  test("has one spelling only", () => {
    const address = signReplyAddress("support@acme.example", {
      deskId,
      ticketId: randomUUID(),
      secret,
    });
    const end = address.indexOf("@") - 1;
    const spellings = [..."abcdefghijklmnopqrstuvwxyz234567"].map(
      (last) => address.slice(0, end) + last + address.slice(end + 1),
    );
    expect(spellings.filter((one) => readReplyAddress(one, secret, deskId))).toEqual([address]);
  });

  test("is left out where the local part would grow longer than 64 characters", () => {
    const long = "customer-support-emea@acme.example";
    expect(signReplyAddress(long, { deskId, ticketId: randomUUID(), secret })).toBe(long);
    expect(signReplyAddress("a+b@acme.example", { deskId, ticketId: randomUUID(), secret })).toBe(
      "a+b@acme.example",
    );
  });
});
