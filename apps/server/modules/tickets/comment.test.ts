import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { commentOnTicket } from "#contract/comments.ts";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk } from "#testkit";
import { outgoing } from "./outgoing.ts";

test("S65: a comment stands in the conversation and changes nothing else", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const before = await acme.ticketNow(number);

  const comment = await acme.as(acme.ana).calls(commentOnTicket, { number, html: "<p>Hm</p>" });

  expect(comment).toMatchObject({
    ...{ kind: "comment", direction: null, delivery: null, text: "Hm" },
    ...{ author: { type: "user", id: acme.ana.id, name: "Ana" }, to: [], from: null },
  });
  const { updatedAt } = await acme.ticketNow(number);
  expect(await acme.ticketNow(number)).toEqual({ ...before, updatedAt });
  expect((await acme.messages(number)).at(-1)).toEqual(comment);
  // Made by us, so it sorts by its time: UUIDv7.
  expect(comment.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7/);
});

test("S68: a mention names users of this desk, each once, and nobody else", async () => {
  const [acme, rival] = [await desk(), await desk()];
  const { number } = await acme.ticket();
  const mention = (id: string) => `<span data-type="mention" data-user-id="${id}">@Bo</span>`;
  const html = `<p>${mention(acme.bo.id)} ${mention(acme.bo.id)} ${mention(rival.ana.id)} look</p>`;

  const comment = await acme.as(acme.ana).calls(commentOnTicket, { number, html });

  expect(comment.mentions).toEqual([acme.bo.id]);
  expect(comment.html).toContain(`<span data-mention="${acme.bo.id}">@Bo</span>`);
});

test("S69: an empty comment cannot be added", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  for (const html of ["", "  ", "<p><br></p>", "<script>x</script>"])
    expect(await acme.as(acme.ana).calls(commentOnTicket, { number, html })).toEqual({
      refused: "comment_empty",
    });
});

test("more formatting than can be made safe at once is refused with a sentence", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  for (const html of ["<ul><li>".repeat(24_000), "<b>".repeat(64_500), "<i>x</i>".repeat(12_000)])
    expect(await acme.as(acme.ana).calls(commentOnTicket, { number, html: `${html}x` })).toEqual({
      refused: "html_too_complex",
    });
});

test("a comment with an id is written once", async () => {
  const acme = await desk();
  const { number } = await acme.ticket();
  const same = { number, id: randomUUID(), html: "<p>Once</p>" };

  await Promise.all([1, 2, 3].map(() => acme.as(acme.ana).calls(commentOnTicket, same)));

  const { items } = await acme.as(acme.ana).calls(listMessages, { number });
  expect(items.filter(({ kind }) => kind === "comment")).toHaveLength(1);
});

test("S66: no comment reaches what a customer gets, and none stops a reply", async () => {
  const acme = await desk();
  const { number, newestMessageId } = await acme.ticket();
  const said = { number, html: "<p>He is rude</p>" };
  const comment = await acme.as(acme.bo).calls(commentOnTicket, said);
  const reply = { number, id: randomUUID(), text: "Hello", seenMessageId: newestMessageId };

  const target = { ...reply, replyToMessageId: comment.id };
  expect(await acme.as(acme.ana).calls(replyToTicket, target)).toEqual({
    refused: "message_not_found",
  });
  await acme.as(acme.ana).calls(replyToTicket, reply);

  const mail = await outgoing(acme.house.platform.db, acme.id, reply.id);
  expect(JSON.stringify(mail)).not.toContain("rude");
  expect(mail?.references).toHaveLength(1);
  expect(await outgoing(acme.house.platform.db, acme.id, comment.id)).toBeNull();
});
