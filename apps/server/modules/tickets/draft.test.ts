import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { createToken } from "#contract/tokens.ts";
import { listTickets } from "#contract/tickets.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { discardDraft, readDraft, saveDraft } from "#contract/drafts.ts";
import { replyToTicket } from "#contract/replies.ts";
import { nameFiles, storeFile } from "#modules/files";
import { desk } from "#testkit";

test("S51: a draft comes back exactly, on any device", async () => {
  const acme = await desk();
  const { number, newestMessageId } = await acme.ticket();
  const typed = {
    html: "<p>Dear  Mara,\n</p>",
    to: [{ name: "Mara", address: "mara@" }],
    cc: [],
    bcc: [{ name: "", address: "x" }],
    fromChannelId: acme.channel.id,
    replyToMessageId: newestMessageId,
    seenMessageId: newestMessageId,
  };

  const saved = await acme.as(acme.ana).calls(saveDraft, { number, ...typed });

  expect(saved).toMatchObject(typed);
  expect(await acme.as(acme.ana).calls(readDraft, { number })).toEqual(saved);
  expect(await acme.as(acme.ana).calls(readDraft, { number, kind: "comment" })).toEqual({
    refused: "draft_not_found",
  });
});

test("the list says what it will be and how it begins", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Dear Mara,</p>" });
  await acme
    .as(acme.ana)
    .calls(saveDraft, { number, kind: "comment", html: "<p>She &amp; I</p><p>spoke</p>" });

  const { items } = await acme.as(acme.ana).calls(listTickets, { view: "drafts" });

  expect(items[0]?.draft).toEqual({ kind: "comment", preview: "She & I spoke" });
});

test("S53: nobody else reads it: no colleague, no administrator, none of their tokens", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Secret</p>" });
  const ask = { name: "t", scopes: ["tickets.read" as const] };
  const { token } = await acme.as(acme.owner).calls(createToken, ask);

  for (const who of [acme.bo, acme.owner, { token }]) {
    const answer = await acme.as(who).calls(readDraft, { number });
    expect(answer).toEqual({ refused: "draft_not_found" });
    const list = await acme.as(who).fetches(listTickets, { view: "drafts" });
    expect(JSON.parse(list.body)).toMatchObject({ items: [] });
  }
});

test("S50: two tabs never overwrite each other silently", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const save = (html: string, version?: number) =>
    acme
      .as(acme.ana)
      .calls(saveDraft, { number, html, ...(version === undefined ? {} : { version }) });

  const first = await save("one", 0);
  expect(await save("two", 0)).toEqual({ refused: "draft_outdated", version: first.version });
  const second = await save("three", first.version);
  expect(await save("four", first.version)).toMatchObject({ refused: "draft_outdated" });
  expect((await save("five")).version).toBe(second.version + 1);
});

test("of two tabs that begin at once, one is told", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const begin = (html: string) => acme.as(acme.ana).calls(saveDraft, { number, html, version: 0 });

  const answers = await Promise.all([begin("a"), begin("b"), begin("c")]);

  expect(answers.filter(({ refused }) => refused === "draft_outdated")).toHaveLength(2);
});

test("a tab that slept while the draft was sent is told that it is gone", async () => {
  const acme = await desk();
  const { number, newestMessageId: seenMessageId } = await acme.ticket();
  const { version } = await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Hi</p>" });
  const reply = { number, id: randomUUID(), html: "<p>Hi</p>", seenMessageId };
  await acme.as(acme.ana).calls(replyToTicket, reply);

  const late = await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Hi!</p>", version });

  expect(late).toEqual({ refused: "draft_outdated", version: 0 });
  expect(await acme.as(acme.ana).calls(readDraft, { number })).toEqual({
    refused: "draft_not_found",
  });
});

test("a tab that slept does not overwrite the next draft either", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const first = await acme.as(acme.ana).calls(saveDraft, { number, html: "one" });
  await acme.as(acme.ana).calls(discardDraft, { number });
  const second = await acme.as(acme.ana).calls(saveDraft, { number, html: "two" });

  const late = { number, html: "one, still", version: first.version };

  expect(await acme.as(acme.ana).calls(saveDraft, late)).toEqual({
    ...{ refused: "draft_outdated", version: second.version },
  });
});

test("S52: the Drafts view has the tickets with a draft of mine until it is sent or discarded", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const drafts = async () =>
    (await acme.as(acme.ana).calls(listTickets, { view: "drafts" })).items.map((one) => one.number);

  await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Hi</p>" });
  expect(await drafts()).toEqual([number]);
  await acme.as(acme.ana).calls(discardDraft, { number });
  expect(await drafts()).toEqual([]);
});

test("a draft of a ticket that I may not see is no draft of mine", async () => {
  const acme = await desk();
  const none = { reach: "none", unassigned: false } as const;
  const cy = await acme.user("Cy", { tickets: { view: none, edit: none, delete: none } });
  const { number } = await acme.ticket();

  const refused = { refused: "ticket_not_found" };
  expect(await acme.as(cy).calls(saveDraft, { number, html: "x" })).toEqual(refused);
  expect(await acme.as(cy).calls(readDraft, { number })).toEqual(refused);
});

test("what another tab saved meanwhile stays, whatever is sent or discarded here", async () => {
  const acme = await desk();
  const { number, newestMessageId: seenMessageId } = await acme.ticket();
  const as = acme.as(acme.ana);
  for (const kind of ["reply", "comment"] as const) {
    const { version: draftVersion } = await as.calls(saveDraft, { number, kind, html: "old" });
    const later = await as.calls(saveDraft, { number, kind, html: "new" });

    const id = randomUUID();
    const sent = { number, id, html: "old", draftVersion };
    if (kind === "reply") await as.calls(replyToTicket, { ...sent, seenMessageId });
    else await as.calls(commentOnTicket, sent);
    await as.calls(discardDraft, { number, kind, version: draftVersion });

    expect(await as.calls(readDraft, { number, kind })).toEqual(later);
    await as.calls(discardDraft, { number, kind, version: later.version });
    expect(await as.calls(readDraft, { number, kind })).toEqual({ refused: "draft_not_found" });
  }
});

test("the version of the draft makes no other reply of the same one", async () => {
  const acme = await desk();
  const { number, newestMessageId: seenMessageId } = await acme.ticket();
  const { version } = await acme.as(acme.ana).calls(saveDraft, { number, html: "Hi" });
  const reply = { number, id: randomUUID(), html: "Hi", seenMessageId };

  const first = await acme
    .as(acme.ana)
    .calls(replyToTicket, { ...reply, draftVersion: version - 1 });
  const again = await acme.as(acme.ana).calls(replyToTicket, { ...reply, draftVersion: version });

  expect(again.id).toBe(first.id);
});

test("a program that replies without a version leaves alone what a person is writing", async () => {
  const acme = await desk();
  const { number, newestMessageId: seenMessageId } = await acme.ticket();
  const draft = await acme.as(acme.ana).calls(saveDraft, { number, html: "<p>Dear Mara</p>" });
  const ask = { name: "t", scopes: ["tickets.read" as const, "tickets.write" as const] };
  const { token } = await acme.as(acme.ana).calls(createToken, ask);

  const reply = { number, id: randomUUID(), text: "We got your mail.", seenMessageId };
  await acme.as({ token }).calls(replyToTicket, reply);

  expect(await acme.as(acme.ana).calls(readDraft, { number })).toEqual(draft);
});

test("a file of somebody else cannot be drafted", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const { platform } = acme.house;
  const bytes = { name: "pay.txt", bytes: Buffer.from("4,000") };
  const stored = await storeFile(platform, acme.id, bytes);
  const uploaded = (uploadedBy: string) =>
    platform.db
      .transaction()
      .execute((tx) => nameFiles(tx, acme.id, [stored], { uploadedBy, now: new Date() }));
  const [[his], [hers]] = [await uploaded(acme.bo.id), await uploaded(acme.ana.id)];
  const draft = (id = "") => ({ number, html: "x", attachmentIds: [id] });
  expect(await acme.as(acme.ana).calls(saveDraft, draft(hers?.id))).toHaveProperty("version");
  const answer = await acme.as(acme.ana).calls(saveDraft, draft(his?.id));
  expect(answer).toMatchObject({ refused: "attachment_unknown" });
});
