/** Strings that break programs: stored and read back unchanged, or refused with a reason, never a crash. */
import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createContact, listContacts } from "#contract/contacts.ts";
import { listTickets, updateTicket } from "#contract/tickets.ts";
import { readDraft, saveDraft } from "#contract/drafts.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk } from "#testkit";
import { corpusCases, corpusIsHere, corpusMissing } from "#testkit/corpus.ts";

type Odd = { string?: string; html?: string };
const stringsOf = (set: string) =>
  corpusIsHere
    ? corpusCases<Odd>(set).map((one) => one.expect.string ?? one.expect.html ?? "")
    : [];

describe.skipIf(!corpusIsHere)(`odd input ${corpusIsHere ? "" : corpusMissing}`, () => {
  // A reply costs a mail: of the thousands of payloads, which differ little, every fifth is one.
  test.each([
    ["strings/blns", 1],
    ["html/payload-lists", 5],
  ])(
    "of %s comes back unchanged",
    async (set, replies) => {
      const acme = await desk();
      const { number, newestMessageId } = await acme.ticket();
      const ana = acme.as(acme.ana);
      let seenMessageId = newestMessageId;
      for (const [at, text] of stringsOf(set).entries()) {
        const name = text.trim().slice(0, 500);
        const storable = !text.includes("\0") && text.isWellFormed();
        const changed = await ana.calls(updateTicket, { number, name, description: text });
        const unstorable = { refused: "invalid_input" };
        const kept = { name, description: text || null };
        expect(changed).toMatchObject(name && storable ? kept : unstorable);
        if (at % replies !== 0) continue;
        const reply = { number, id: randomUUID(), text, html: "<p>x</p>", seenMessageId };
        const sent = await ana.calls(replyToTicket, reply);
        expect(sent.refused ?? sent.text, text).toBe(
          storable ? (text.trim() && text) || "x" : "invalid_input",
        );
        if (sent.id) seenMessageId = sent.id;
      }
      const html = stringsOf(set).join("\n").replaceAll("\0", "").toWellFormed();
      await ana.calls(saveDraft, { number, html });
      expect(await ana.calls(readDraft, { number })).toMatchObject({ html });
      expect((await ana.calls(listTickets, {})).items).toHaveLength(1);
    },
    180_000,
  );

  test("is found again by the words of its contact", async () => {
    const acme = await desk();
    const ana = acme.as(acme.ana);
    for (const text of stringsOf("strings/blns")) {
      const name = text.trim().slice(0, 200);
      if (!name || !text.isWellFormed() || text.includes("\0")) continue;
      const made = await ana.calls(createContact, { name });
      const found = await ana.calls(listContacts, { q: name, limit: 200 });
      expect(made.name).toBe(name);
      expect(
        found.items?.map(({ id }) => id),
        name,
      ).toContain(made.id);
    }
  }, 120_000);
});
