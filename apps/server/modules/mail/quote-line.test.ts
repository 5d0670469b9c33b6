import { expect, test } from "vitest";
import { splitQuote } from "#mail/quote.ts";
import { quoteLine } from "./quote-line.ts";

const mara = { name: "Mara Rossi", address: "mara@fiatlux.example" };
const evening = new Date("2026-11-25T19:32:00Z");

test("the line above quoted history is in the agent's language and zone, UTC where none is chosen", () => {
  expect(quoteLine(mara, evening, { locale: "it", timeZone: "Europe/Rome" })).toBe(
    "Il 25 nov 2026, 20:32, Mara Rossi <mara@fiatlux.example> ha scritto:",
  );
  expect(quoteLine({ ...mara, name: "" }, evening, { locale: "en", timeZone: null })).toBe(
    "On 25 Nov 2026, 19:32 UTC, mara@fiatlux.example wrote:",
  );
});

test.each(["it", "en"] as const)(
  "what stands below it is folded when it comes back (%s)",
  (locale) => {
    const line = quoteLine(mara, evening, { locale, timeZone: "Europe/Rome" });
    const text = `Grazie!\n\n${line}\n> It is smoking.\n> Since this morning.\n`;
    expect(splitQuote({ text, html: null }).visibleText.trim()).toBe("Grazie!");
  },
);
