import { describe, expect, test } from "vitest";
import { findInsertables, type Insertable } from "./insertable.ts";

const one = (label: string, shortcut: string | null): Insertable => ({
  ...{ key: label, group: "", label, hint: "", icon: null, shortcut },
  insert: () => undefined,
});
const all = [
  one("Ciao perché", "bye"),
  one("Byway", "road"),
  one("Hello bye", "hi"),
  one("Bye mail", null),
];
const found = (char: "#" | "/", words: string) =>
  findInsertables(all, char, words).map(({ label }) => label);

describe("what is offered while one types", () => {
  test("S44: # finds by the shortcut first, then by the name", () => {
    expect(found("#", "by")).toEqual(["Ciao perché", "Byway", "Hello bye"]);
    expect(found("#", "perche")).toEqual(["Ciao perché"]);
  });

  test("S42: / finds everything that can be inserted", () => {
    expect(found("/", "bye")).toEqual(["Ciao perché", "Bye mail", "Hello bye"]);
    expect(found("/", "")).toHaveLength(4);
  });

  test("S44: words that find nothing offer nothing", () => {
    expect(found("#", "1042")).toEqual([]);
  });
});
