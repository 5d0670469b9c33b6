import { describe, expect, test } from "vitest";
import { knownDomain, lookalikeOf } from "./lookalike.ts";

const known = ["fiatlux.example", "acme-tools.com", "borsari.it", "studio.co.uk", "ab.com"].map(
  knownDomain,
);
const found = (domain: string) => lookalikeOf(domain, known);

describe("L7: a domain is taken for a known one", () => {
  test.each([
    ["other letters", "fіatlux.example"],
    ["punycode", new URL("http://borsаri.it").hostname],
    ["accents", "bórsari.it"],
    ["digits", "f1atlux.example".replace("f1", "fi").replace("o", "0").replace("l", "1")],
    ["rn for m", "acrne-tools.com"],
    ["one letter other", "fiatlox.example"],
    ["one letter less", "fiatlx.example"],
    ["one letter more", "borsarii.it"],
    ["two that changed places", "fialtux.example"],
    ["a word before", "secure-fiatlux.example"],
    ["a word behind", "fiatlux-support.net"],
    ["a word without a dash", "borsaribilling.com"],
    ["a number", "borsari2.it"],
    ["an ending that is nearly the same", "acme-tools.co"],
    ["its whole name before another", "borsari.it.evil.example"],
    ["its whole name with dashes", "acme-tools-com.evil.example"],
  ])("by %s", (_, domain) => {
    expect(found(domain)).not.toBeNull();
  });

  test.each([
    ...["fiatlux.example", "mail.fiatlux.example", "FIATLUX.example"],
    ...["gmail.com", "studio.com", "ac.com", "borsari.at", "aborsarib.it"],
    ...["borsarinimarket.it", "toolsofacme.com", "lux.example", "", "x"],
  ])("but not %s", (domain) => {
    expect(found(domain)).toBeNull();
  });

  test("quickly, however long and however many", () => {
    const many = Array.from({ length: 20_000 }, (_, n) => knownDomain(`company${n}x.example`));
    const began = performance.now();
    for (const domain of ["x".repeat(250), `${"a.".repeat(120)}com`, "acme.example"])
      lookalikeOf(domain, many);
    expect(performance.now() - began).toBeLessThan(1500);
  });
});
