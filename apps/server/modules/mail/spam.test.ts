/** Spam and the rules about senders: kept away, never lost, and given back as what it would have been. */
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { listAudit } from "#contract/audit.ts";
import { updateDesk } from "#contract/desk.ts";
import { readLedger, readLedgerEntry, readLedgerSource } from "#contract/ledger.ts";
import {
  createSenderRule,
  deleteSenderRule,
  listSenderRules,
  listSpam,
  markSpam,
  readSpam,
  restoreSpam,
} from "#contract/spam.ts";
import { listTickets, readTicket, restoreTicket, updateTicket } from "#contract/tickets.ts";
import { listActivity } from "#contract/activity.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";
import { bounce, letter } from "#testkit/mailbox.ts";
import { clearSpam, clearSpamOf } from "./clear-spam.ts";
import { keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";

const owner = (at: TestDesk) => at.as(at.owner);

type Mail = {
  from?: string;
  subject?: string;
  text?: string;
  inReplyTo?: string;
  headers?: object;
};

/** Comes in and is read; answers its ledger id. */
async function comes(at: TestDesk, mail: Mail & { id?: string } = {}) {
  const headers = { ...mail.headers } as Record<string, string>;
  return comesRaw(at, letter({ to: at.channel.address, ...mail, headers }));
}

async function comesRaw(at: TestDesk, raw: string) {
  const { platform } = at.house;
  const kept = await gatherRaw(platform, Buffer.from(raw), [at.id], 1e7);
  const delivery = {
    ...{
      deskId: at.id,
      channelId: at.channel.id,
      via: "lmtp" as const,
      envelopeFrom: "x@y.example",
    },
    ...{ envelopeTo: [], remoteAddress: null, quiet: false },
  };
  const [id = ""] = await keepMail(platform.db, kept, [delivery], platform.clock());
  await at.runJobs();
  return id;
}

const fateOf = async (at: TestDesk, id: string) =>
  (await owner(at).calls(readLedger, { limit: 100 })).items.find((one) => one.id === id);
const spamOf = async (at: TestDesk) => (await owner(at).calls(listSpam, { limit: 100 })).items;
const ticketsOf = async (at: TestDesk) =>
  (await owner(at).calls(listTickets, { limit: 100 })).items;
const block = (at: TestDesk, change: object) =>
  owner(at).calls(createSenderRule, {
    ...{ action: "block", kind: "address", value: "eve@evil.example" },
    ...change,
  });

describe("a blocked sender", () => {
  test.each([
    ["address", "Eve@EVIL.example", "eve@evil.example"],
    ["domain", "evil.example", "x@deep.evil.example"],
    ["domain", "bücher.example", "a@xn--bcher-kva.example"],
    ["pattern", "news-*@*.example", "news-7@shop.example"],
    ["pattern", "e?e@evil.*", "eve@evil.example"],
    ["type", "marketing", "shop@list.example"],
    ["type", "role", "sales@else.example"],
  ] as const)(
    "H18, H20: by %s %s is kept away, and is in the ledger with the rule",
    async (kind, value, from) => {
      const acme = await desk();
      await block(acme, { kind, value });
      const headers = value === "marketing" ? { "List-Unsubscribe": "<mailto:u@x.example>" } : {};
      const id = await comes(acme, { from, headers });
      const free = await comes(acme, { from: "mara@free.test" });

      const entry = await fateOf(acme, id);
      expect(entry).toMatchObject({ fate: "spam", ticketNumber: null });
      expect(entry?.reason).toContain(`${kind}: `);
      expect((await fateOf(acme, free))?.fate).toBe("ticket_created");
      expect(await spamOf(acme)).toMatchObject([{ id, kind: "mail", from, fate: "spam" }]);
    },
  );

  test("H20: may be rejected by the rule instead, which is listed and can be restored as well", async () => {
    const acme = await desk();
    await block(acme, { fate: "rejected_by_rule" });
    const id = await comes(acme, { from: "eve@evil.example" });
    expect(await fateOf(acme, id)).toMatchObject({ fate: "rejected_by_rule" });
    expect(await spamOf(acme)).toMatchObject([{ id, fate: "rejected_by_rule" }]);
    await owner(acme).calls(restoreSpam, { ids: [id] });
    await acme.runJobs();
    expect(await fateOf(acme, id)).toMatchObject({ fate: "ticket_created" });
  });

  test("H20: comes in where a rule as exact or more exact allows it, unless it failed the check", async () => {
    const acme = await desk();
    await block(acme, { kind: "domain", value: "shop.example" });
    await block(acme, { kind: "type", value: "role" });
    await block(acme, { action: "allow", value: "info@shop.example" });
    const fates = [];
    for (const from of ["info@shop.example", "else@shop.example", "sales@other.example"])
      fates.push((await fateOf(acme, await comes(acme, { from })))?.fate);
    expect(fates).toEqual(["ticket_created", "spam", "spam"]);
    const trusted = "update channels set trusted_servers = '{mx.ours}' where desk_id = $1";
    await rowsOf(trusted, [acme.id]);
    const headers = { "Authentication-Results": "mx.ours; dmarc=fail header.from=shop.example" };
    const forged = await comes(acme, { from: "info@shop.example", headers });
    expect((await fateOf(acme, forged))?.fate).toBe("spam");
  });

  test("H19: comes in again when the block is lifted, and what was kept away stays there", async () => {
    const acme = await desk();
    const rule = await block(acme, {});
    await comes(acme, { from: "eve@evil.example" });
    await owner(acme).calls(deleteSenderRule, { id: rule.id });
    const later = await comes(acme, { from: "eve@evil.example" });
    expect((await fateOf(acme, later))?.fate).toBe("ticket_created");
    expect(await spamOf(acme)).toHaveLength(1);
  });

  test("H18: whose mail is delivered twice is listed once, and none is unaccounted for", async () => {
    const acme = await desk();
    await block(acme, {});
    const mail = { from: "eve@evil.example", id: `<${randomUUID()}@evil.example>` };
    const first = await comes(acme, mail);
    const again = await comes(acme, mail);
    expect(await fateOf(acme, again)).toMatchObject({ fate: "duplicate", duplicateOfId: first });
    expect(await spamOf(acme)).toHaveLength(1);
    expect((await owner(acme).calls(readLedger, {})).summary.unaccounted).toBe(0);
  });
});

describe("a bounce", () => {
  /** A ticket with an answer, and what a mail server says of that. */
  async function bounced(acme: TestDesk) {
    const { number } = await acme.ticket();
    const reply = await owner(acme).calls(replyToTicket, {
      ...{ number, id: randomUUID(), html: "<p>Hm.</p>" },
      seenMessageId: (await acme.ticketNow(number)).newestMessageId,
    });
    await acme.runJobs();
    const [sent] = await rowsOf<{ message_id: string }>(
      "select message_id from messages where id = $1",
      [reply.id],
    );
    const id = await comesRaw(acme, bounce(acme.channel.address, sent?.message_id ?? ""));
    const message = (await acme.messages(number)).find((one) => one.id === reply.id);
    return { id, number, message };
  }

  test.each(["automatic", "role"] as const)(
    "H20: finds its reply and joins its ticket, though mail of the type %s is blocked",
    async (value) => {
      const acme = await desk();
      await block(acme, { kind: "type", value });
      const { id, number, message } = await bounced(acme);
      expect(message).toMatchObject({ delivery: "failed" });
      expect(message?.deliveryError).toContain("no such user");
      expect(await fateOf(acme, id)).toMatchObject({ fate: "joined_ticket", ticketNumber: number });
    },
  );

  test.each([
    ["domain", "mx.example"],
    ["pattern", "mailer-daemon@*"],
    ["address", "mailer-daemon@mx.example"],
  ] as const)("H20: finds its reply though its sender is blocked by %s", async (kind, value) => {
    const acme = await desk();
    await block(acme, { kind, value });
    const { id, message } = await bounced(acme);
    expect(message).toMatchObject({ delivery: "failed" });
    expect(await fateOf(acme, id)).toMatchObject({ fate: "spam" });
    await owner(acme).calls(restoreSpam, { ids: [id] });
    await acme.runJobs();
    expect(await fateOf(acme, id)).toMatchObject({ fate: "joined_ticket" });
  });

  test("H20: of nobody's reply is automatic mail like any other", async () => {
    const acme = await desk();
    await block(acme, { kind: "type", value: "automatic" });
    const id = await comesRaw(acme, bounce(acme.channel.address, "<never@sent.example>"));
    expect(await fateOf(acme, id)).toMatchObject({ fate: "spam" });
  });
});

describe("spam by mistake", () => {
  test("H17: becomes the message that it would have been, in its ticket, and reopens it", async () => {
    const acme = await desk();
    const from = "Mara Rossi <mara@fiatlux.example>";
    await comes(acme, { from });
    const number = (await ticketsOf(acme))[0]?.number ?? 0;
    const reply = await owner(acme).calls(replyToTicket, {
      ...{ number, id: randomUUID(), html: "<p>Hm.</p>" },
      seenMessageId: (await acme.ticketNow(number)).newestMessageId,
    });
    const [sent] = await rowsOf<{ message_id: string }>(
      "select message_id from messages where id = $1",
      [reply.id],
    );
    await block(acme, { value: "mara@fiatlux.example" });
    const answer = { from, text: "Still on fire.", inReplyTo: sent?.message_id ?? "" };
    const id = await comes(acme, answer);
    expect(await acme.messages(number)).toHaveLength(2);

    await owner(acme).calls(restoreSpam, { ids: [id] });
    await acme.runJobs();

    expect((await acme.messages(number)).map(({ text }) => text.trim())).toContain(
      "Still on fire.",
    );
    expect(await fateOf(acme, id)).toMatchObject({ fate: "joined_ticket", ticketNumber: number });
    expect(await spamOf(acme)).toEqual([]);
  });

  test("H17: becomes the ticket that it would have been, at the time when it came", async () => {
    const acme = await desk();
    await block(acme, {});
    const id = await comes(acme, { from: "eve@evil.example", subject: "A real question" });
    const then = new Date("2026-01-02T03:04:05Z");
    await rowsOf("update mails set received_at = $2 where id = $1", [id, then]);
    await owner(acme).calls(restoreSpam, { ids: [id] });
    await acme.runJobs();
    expect(await ticketsOf(acme)).toMatchObject([
      { name: "A real question", createdAt: then.toISOString(), open: true },
    ]);
  });

  test("H17: is restored once when two say so at a time", async () => {
    const acme = await desk();
    await block(acme, {});
    const id = await comes(acme, { from: "eve@evil.example" });
    const say = (by: Person) => acme.as(by).calls(restoreSpam, { ids: [id] });
    const answers = await Promise.all([say(acme.ana), say(acme.bo), say(acme.owner)]);
    expect(answers.filter((one) => "refused" in one)).toEqual([
      { refused: "spam_not_found" },
      { refused: "spam_not_found" },
    ]);
    expect(await acme.jobs("mail.ingest")).toEqual([{ mailId: id }]);
    await acme.runJobs();
    expect(await ticketsOf(acme)).toHaveLength(1);
    expect(await say(acme.owner)).toEqual({ refused: "spam_not_found" });
    expect(await fateOf(acme, id)).toMatchObject({ fate: "ticket_created" });
  });

  test("H17: a ticket that was called so is restored once when two say so at a time", async () => {
    const acme = await desk();
    const { number } = await acme.ticket();
    const { ids } = await owner(acme).calls(markSpam, { numbers: [number] });
    const say = (by: Person) => acme.as(by).calls(restoreSpam, { ids });
    const answers = await Promise.all([say(acme.ana), say(acme.bo)]);
    expect(answers.filter((one) => "refused" in one)).toEqual([{ refused: "spam_not_found" }]);
    expect((await ticketsOf(acme)).map((one) => one.number)).toEqual([number]);
    const { items } = await owner(acme).calls(listActivity, { number });
    expect(items.filter(({ what }) => what === "unmarked_spam")).toHaveLength(1);
  });

  test("H17: is read as plain text, whatever is in it", async () => {
    const acme = await desk();
    await block(acme, {});
    const text = `<img src=x onerror="alert(1)"> <script>alert(1)</script>`;
    const subject = "<b>Win</b>";
    const id = await comes(acme, { from: "eve@evil.example", subject, text });
    const read = await owner(acme).calls(readSpam, { id });
    expect(read).toMatchObject({ id, subject, to: [acme.channel.address] });
    expect(read.text.trim()).toBe(text);
  });
});

describe("an agent calls a ticket spam", () => {
  let acme: TestDesk;
  beforeAll(async () => {
    acme = await desk();
  });

  test("H17: it leaves all views, stands among the spam, and comes back exactly as it was", async () => {
    const { number } = await acme.ticket();
    await owner(acme).calls(updateTicket, { number, priority: "high" });
    const shown = async () => {
      const { updatedAt: _, ...ticket } = await acme.ticketNow(number);
      return { ...ticket, messages: await acme.messages(number) };
    };
    const before = await shown();

    const { ids } = await owner(acme).calls(markSpam, { numbers: [number] });
    expect((await ticketsOf(acme)).map((one) => one.number)).not.toContain(number);
    expect(await owner(acme).calls(readTicket, { number })).toEqual({
      refused: "ticket_not_found",
    });
    expect(await spamOf(acme)).toMatchObject([
      {
        id: ids[0],
        kind: "ticket",
        ticketNumber: number,
        fate: "marked",
        from: "mara@fiatlux.example",
      },
    ]);
    const id = ids[0] ?? "";
    expect((await owner(acme).calls(readSpam, { id })).text).toContain("smoking");
    const binned = await owner(acme).calls(restoreTicket, { number });
    expect(binned).toEqual({ refused: "ticket_not_found" });

    await owner(acme).calls(restoreSpam, { ids });
    expect(await shown()).toEqual(before);
    const { items } = await owner(acme).calls(listActivity, { number, limit: 2 });
    expect(items.map(({ what }) => what)).toEqual(["unmarked_spam", "marked_spam"]);
  });

  test("H17: several at a time, or none of them", async () => {
    const [a, b] = [await acme.ticket(), await acme.ticket()];
    const before = (await ticketsOf(acme)).length;
    const numbers = [a.number, b.number, 999_999];
    expect(await owner(acme).calls(markSpam, { numbers })).toEqual({ refused: "ticket_not_found" });
    expect(await ticketsOf(acme)).toHaveLength(before);
    const { ids } = await owner(acme).calls(markSpam, { numbers: [b.number, a.number] });
    expect(await ticketsOf(acme)).toHaveLength(before - 2);
    await owner(acme).calls(restoreSpam, { ids });
    expect(await ticketsOf(acme)).toHaveLength(before);
  });

  test("H18: and blocks the sender, which is in the audit log and deletes nothing", async () => {
    const at = await desk();
    const from = { name: "Eve", address: "Eve@evil.example" };
    const { number } = await at.ticket({ from });
    await owner(at).calls(markSpam, { numbers: [number], block: true });
    const { items: rules } = await owner(at).calls(listSenderRules, {});
    expect(rules).toMatchObject([
      { action: "block", kind: "address", value: "eve@evil.example", createdBy: { name: "Olga" } },
    ]);
    const { items: audit } = await owner(at).calls(listAudit, {});
    expect(audit[0]).toMatchObject({
      ...{ kind: "senderRule.created", subject: { name: "eve@evil.example" } },
    });
    expect(audit[0]?.changes).toContainEqual({ field: "byAgent", before: null, after: true });
    const id = await comes(at, { from: "eve@evil.example" });
    expect((await fateOf(at, id))?.fate).toBe("spam");
    const contacts = await rowsOf(
      "select email from contact_emails where desk_id = $1 and email = 'eve@evil.example'",
      [at.id],
    );
    expect(contacts).toHaveLength(1);
  });

  test("H19: and undo lifts that block again; of a mail as well, where its address is blocked", async () => {
    const at = await desk();
    const { number } = await at.ticket({ from: { name: "Eve", address: "Eve@evil.example" } });
    const { ids } = await owner(at).calls(markSpam, { numbers: [number], block: true });
    const kept = await comes(at, { from: "eve@evil.example" });
    await block(at, { kind: "domain", value: "evil.test" });
    await owner(at).calls(restoreSpam, { ids: [...ids, kept], unblock: true });
    const { items: rules } = await owner(at).calls(listSenderRules, {});
    expect(rules.map(({ value }) => value)).toEqual(["evil.test"]);
    const { items: audit } = await owner(at).calls(listAudit, {});
    expect(audit[0]).toMatchObject({ kind: "senderRule.deleted" });
    const id = await comes(at, { from: "eve@evil.example" });
    expect((await fateOf(at, id))?.fate).toBe("ticket_created");
  });

  test("H18: an agent without a settings right blocks, and another one lifts it", async () => {
    const at = await desk();
    const from = { name: "Eve", address: "eve@evil.example" };
    const { number } = await at.ticket({ from });
    const asked = { numbers: [number], block: true };
    const { ids, blocked } = await at.as(at.ana).calls(markSpam, asked);
    expect(blocked).toEqual(["eve@evil.example"]);
    expect(await owner(at).calls(listAudit, { kind: "senderRule.created" })).toMatchObject({
      items: [{ by: { name: "Ana" } }],
    });
    const id = ids[0] ?? "";
    expect(await at.as(at.bo).calls(readSpam, { id })).toMatchObject({ liftable: true });
    const lifted = await at.as(at.bo).calls(restoreSpam, { ids, unblock: true });
    expect(lifted).toEqual({ stillBlocked: [] });
    expect((await owner(at).calls(listSenderRules, {})).items).toEqual([]);
  });

  test("H19: an agent does not lift what the settings block, and is told so; who may change them does", async () => {
    const at = await desk();
    await block(at, {});
    const kept = await comes(at, { from: "eve@evil.example" });
    expect(await at.as(at.ana).calls(readSpam, { id: kept })).toMatchObject({ liftable: false });
    const ask = { ids: [kept], unblock: true };
    expect(await at.as(at.ana).calls(restoreSpam, ask)).toEqual({
      stillBlocked: ["eve@evil.example"],
    });
    await at.runJobs();
    expect((await fateOf(at, kept))?.fate).toBe("ticket_created");
    const { number } = await at.ticket({ from: { name: "Eve", address: "eve@evil.example" } });
    const { ids, blocked } = await at
      .as(at.ana)
      .calls(markSpam, { numbers: [number], block: true });
    expect(blocked).toEqual([]);
    expect((await owner(at).calls(listSenderRules, {})).items).toMatchObject([{ byAgent: false }]);
    expect(await owner(at).calls(restoreSpam, { ids, unblock: true })).toEqual({
      stillBlocked: [],
    });
    expect((await owner(at).calls(listSenderRules, {})).items).toEqual([]);
  });

  test.each([
    ["a colleague", (at: TestDesk) => at.bo.email.toUpperCase()],
    ["a channel", (at: TestDesk) => at.channel.address],
    ["a reply address of the desk", (at: TestDesk) => at.channel.address.replace("@", "+t1.x@")],
    ["whom the settings allow", () => "eve@partner.example"],
  ])("H18: %s is not blocked from a ticket, and nothing is done", async (_, addressOf) => {
    const at = await desk();
    await block(at, { action: "allow", kind: "domain", value: "partner.example" });
    const address = addressOf(at);
    const { number } = await at.ticket({ from: { name: "X", address } });
    const asked = { numbers: [number], block: true };
    expect(await at.as(at.ana).calls(markSpam, asked)).toMatchObject({
      refused: "sender_protected",
    });
    expect(await spamOf(at)).toEqual([]);
    expect((await owner(at).calls(listSenderRules, {})).items).toHaveLength(1);
    const { ids } = await at.as(at.ana).calls(markSpam, { numbers: [number] });
    expect(ids).toHaveLength(1);
  });

  test("H18: one agent blocks a hundred senders a day, of two at once only one is the hundredth; others and the next day go on", async () => {
    const at = await desk();
    const ticket = async (address: string) =>
      (await at.ticket({ from: { name: "", address } })).number;
    const [first, second] = [await ticket("a@evil.example"), await ticket("b@evil.example")];
    await rowsOf(
      `insert into sender_rules (desk_id, id, action, kind, value, fate, by_agent, created_by, created_at)
       select $1, gen_random_uuid(), 'block', 'address', n || '@evil.test', 'spam', true, $2, now()
       from generate_series(1, 99) n`,
      [at.id, at.ana.id],
    );
    const blocks = (who: Person, number: number) =>
      at.as(who).calls(markSpam, { numbers: [number], block: true });
    const answers = await Promise.all([blocks(at.ana, first), blocks(at.ana, second)]);
    const refused = answers.filter((one) => "refused" in one);
    expect(refused).toMatchObject([{ refused: "block_limit", limit: 100 }]);
    expect(await spamOf(at)).toHaveLength(1);
    const left = "refused" in (answers[0] ?? {}) ? first : second;
    const yesterday =
      "update sender_rules set created_at = now() - interval '25 hours' where desk_id = $1";
    expect(await blocks(at.bo, left)).toMatchObject({ blocked: [expect.any(String)] });
    await rowsOf(yesterday, [at.id]);
    expect(await blocks(at.ana, await ticket("c@evil.example"))).toMatchObject({
      blocked: ["c@evil.example"],
    });
  });

  test("H17: with the right to delete alone; what one may not see is not among the spam", async () => {
    const { number } = await acme.ticket();
    const all = { reach: "all", unassigned: true } as const;
    const none = { reach: "none", unassigned: false } as const;
    const keeper = await acme.user("Keeper", { tickets: { view: all, edit: all, delete: none } });
    const blind = await acme.user("Blind", { tickets: { view: none, edit: none, delete: none } });
    const mark = (who: typeof keeper) => acme.as(who).calls(markSpam, { numbers: [number] });
    expect(await mark(keeper)).toEqual({ refused: "delete_forbidden" });
    expect(await mark(blind)).toEqual({ refused: "ticket_not_found" });
    const { ids } = await owner(acme).calls(markSpam, { numbers: [number] });
    expect((await acme.as(blind).calls(listSpam, {})).items).toEqual([]);
    const restore = (who: typeof keeper) => acme.as(who).calls(restoreSpam, { ids });
    expect(await restore(keeper)).toEqual({ refused: "delete_forbidden" });
    expect(await restore(blind)).toEqual({ refused: "spam_not_found" });
    const read = await acme.as(blind).calls(readSpam, { id: ids[0] ?? "" });
    expect(read).toEqual({ refused: "spam_not_found" });
  });
});

test("H17: mail kept away is seen by who may see tickets of nobody, and restored by who may edit them", async () => {
  const acme = await desk();
  await block(acme, {});
  const id = await comes(acme, { from: "eve@evil.example" });
  const own = { reach: "own", unassigned: false } as const;
  const all = { reach: "all", unassigned: true } as const;
  const blind = await acme.user("Own", { tickets: { view: own, edit: own, delete: own } });
  const reader = await acme.user("Reader", { tickets: { view: all, edit: own, delete: own } });
  expect((await acme.as(blind).calls(listSpam, {})).items).toEqual([]);
  expect((await acme.as(reader).calls(listSpam, {})).items).toHaveLength(1);
  const restore = (who: typeof blind) => acme.as(who).calls(restoreSpam, { ids: [id] });
  expect(await restore(blind)).toEqual({ refused: "spam_not_found" });
  expect(await restore(reader)).toEqual({ refused: "edit_forbidden" });
});

test("H17: the settings right alone reads no mail that was kept away, nor a later delivery of it, in the ledger", async () => {
  const acme = await desk();
  const all = { reach: "all", unassigned: true } as const;
  const own = { reach: "own", unassigned: false } as const;
  const keeps = (name: string, view: typeof all | typeof own, serviceAccess = true) =>
    acme.user(name, {
      ...{ accountAccess: true, serviceAccess, salesAccess: false },
      tickets: { view, edit: own, delete: own },
    });
  const reader = await keeps("Reader", all);
  const others = [await keeps("Own", own), await keeps("Accountant", all, false)];
  await block(acme, {});
  const mail = { from: "eve@evil.example", id: "<1@evil.example>", subject: "Your diagnosis" };
  const ids = [await comes(acme, mail), await comes(acme, mail)];
  const [first = ""] = ids;
  const found = async (who: Person) =>
    (await acme.as(who).calls(readLedger, { q: "diagnosis" })).items.length;
  const source = async (who: Person, id: string) =>
    (await acme.as(who).fetches(readLedgerSource, { id })).statusCode;

  for (const id of ids) {
    expect(await source(reader, id)).toBe(200);
    for (const who of others) {
      expect(await source(who, id)).toBe(404);
      const entry = await acme.as(who).calls(readLedgerEntry, { id });
      expect(entry).toMatchObject({ id, subject: null, readable: false });
    }
  }
  expect(await Promise.all([reader, ...others].map(found))).toEqual([2, 0, 0]);

  await owner(acme).calls(restoreSpam, { ids: [first] });
  await acme.runJobs();
  const number = (await fateOf(acme, first))?.ticketNumber ?? 0;
  await owner(acme).calls(updateTicket, { number, ownerId: others[0]?.id ?? "" });
  for (const id of ids)
    expect(await Promise.all(others.map((who) => source(who, id)))).toEqual([200, 404]);
});

test("H17: the list goes on page by page over mails and tickets, newest first", async () => {
  const acme = await desk();
  await block(acme, {});
  for (let n = 0; n < 3; n++) {
    await comes(acme, { from: "eve@evil.example" });
    const { number } = await acme.ticket();
    await owner(acme).calls(markSpam, { numbers: [number] });
  }
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await owner(acme).calls(listSpam, { limit: 2, ...(cursor ? { cursor } : {}) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  expect(seen).toEqual((await spamOf(acme)).map(({ id }) => id));
  expect(new Set(seen).size).toBe(6);
  const bad = await owner(acme).calls(listSpam, { cursor: "x" });
  expect(bad).toEqual({ refused: "cursor_invalid" });
});

test("H17: spam of more than ninety days goes, and stays accounted for; younger spam and all else stay", async () => {
  const acme = await desk();
  await block(acme, {});
  const [old, young] = [
    await comes(acme, { from: "eve@evil.example" }),
    await comes(acme, { from: "eve@evil.example" }),
  ];
  const real = await comes(acme, { from: "mara@fiatlux.example", subject: "Real" });
  const marked = await comes(acme, { from: "bo@fiatlux.example", subject: "Marked" });
  const number = (await fateOf(acme, marked))?.ticketNumber ?? 0;
  await owner(acme).calls(markSpam, { numbers: [number] });
  const past = "now() - interval '91 days'";
  await rowsOf(`update mails set settled_at = ${past} where id in ($1, $2)`, [old, real]);
  await rowsOf(`update tickets set spam_at = ${past} where desk_id = $1 and spam_at is not null`, [
    acme.id,
  ]);

  await clearSpam(acme.house.platform);
  await clearSpam(acme.house.platform);

  expect((await spamOf(acme)).map(({ id }) => id)).toEqual([young]);
  expect(await fateOf(acme, old)).toMatchObject({ fate: "spam", from: "eve@evil.example" });
  const source = async (id: string) =>
    (await owner(acme).fetches(readLedgerSource, { id })).statusCode;
  expect([await source(old), await source(marked)]).toEqual([404, 404]);
  expect([await source(young), await source(real)]).toEqual([200, 200]);
  const back = await owner(acme).calls(restoreSpam, { ids: [old] });
  expect(back).toEqual({ refused: "spam_not_found" });
  expect((await ticketsOf(acme)).map(({ name }) => name)).toEqual(["Real"]);
});

describe("a ticket among the spam that is answered", () => {
  const mara = "Mara Rossi <mara@fiatlux.example>";
  const reply = async (at: TestDesk, who: Person, number: number, seen: string | null) =>
    at.as(who).calls(replyToTicket, {
      ...{ number, id: randomUUID(), html: "<p>Hm.</p>", seenMessageId: seen },
    });
  const isSpam = async (at: TestDesk) => (await spamOf(at)).length > 0;
  const idOf = async (messageId: string) => {
    const select = "select message_id from messages where id = $1";
    const [row] = await rowsOf<{ message_id: string }>(select, [messageId]);
    return row?.message_id ?? "";
  };

  /** Mara wrote, was answered or not, and her ticket was called spam. */
  async function called(at: TestDesk, answered = true) {
    const first = `<${randomUUID()}@fiatlux.example>`;
    await comes(at, { from: mara, id: first });
    const [ticket] = await ticketsOf(at);
    const number = ticket?.number ?? 0;
    const seen = ticket?.newestMessageId ?? null;
    const sent = answered ? await reply(at, at.owner, number, seen) : null;
    await at.runJobs();
    const { ids } = await owner(at).calls(markSpam, { numbers: [number] });
    return { number, id: ids[0] ?? "", first, ours: sent ? await idOf(sent.id) : "" };
  }

  test("H17: by an agent is taken out with the answer, which is sent", async () => {
    const acme = await desk();
    const { number, id } = await called(acme, false);
    const { newestMessageId } = await acme.as(acme.ana).calls(readSpam, { id });
    expect(await reply(acme, acme.ana, number, null)).toMatchObject({ refused: "reply_outdated" });
    expect(await isSpam(acme)).toBe(true);
    await reply(acme, acme.ana, number, newestMessageId);
    expect(await isSpam(acme)).toBe(false);
    expect(await acme.messages(number)).toHaveLength(2);
    expect(await acme.jobs("mail.deliver")).toHaveLength(1);
    const { items } = await owner(acme).calls(listActivity, { number });
    expect(items.find(({ what }) => what === "unmarked_spam")?.by.id).toBe(acme.ana.id);
  });

  test("H17: is answered by those who may edit and delete it", async () => {
    const acme = await desk();
    const { number, id } = await called(acme, false);
    const { newestMessageId } = await owner(acme).calls(readSpam, { id });
    const all = { reach: "all", unassigned: true } as const;
    const none = { reach: "none", unassigned: false } as const;
    const people = [
      await acme.user("Keeper", { tickets: { view: all, edit: all, delete: none } }),
      await acme.user("Reader", { tickets: { view: all, edit: none, delete: all } }),
      await acme.user("Blind", { tickets: { view: none, edit: none, delete: none } }),
    ];
    const says = [];
    for (const who of people) says.push(await reply(acme, who, number, newestMessageId));
    expect(says).toMatchObject([
      { refused: "delete_forbidden" },
      { refused: "edit_forbidden" },
      { refused: "ticket_not_found" },
    ]);
    expect(await isSpam(acme)).toBe(true);
  });

  test("H17: by the customer, to what we wrote, is taken out and joined", async () => {
    const acme = await desk();
    const { number, ours } = await called(acme);
    const id = await comes(acme, { from: mara, text: "It helped!", inReplyTo: ours });
    expect(await fateOf(acme, id)).toMatchObject({ fate: "joined_ticket", ticketNumber: number });
    expect(await isSpam(acme)).toBe(false);
    const { items } = await owner(acme).calls(listActivity, { number });
    expect(items.find(({ what }) => what === "unmarked_spam")).toMatchObject({
      cause: "mail_received",
    });
  });

  test.each([
    ["a stranger", { from: "x@else.example" }, "ours"],
    ["a machine", { from: mara, headers: { "Auto-Submitted": "auto-replied" } }, "ours"],
    ["the sender to their own mail", { from: mara }, "first"],
  ] as const)("H17: by %s stays there, and is hinted at nowhere", async (_, mail, to) => {
    const acme = await desk();
    const ticket = await called(acme);
    const id = await comes(acme, { ...mail, inReplyTo: ticket[to] });
    expect(await isSpam(acme)).toBe(true);
    expect((await fateOf(acme, id))?.ticketNumber).not.toBe(ticket.number);
    const others = "select from ticket_hints where desk_id = $1";
    expect(await rowsOf(others, [acme.id])).toEqual([]);
  });
});

describe("spam whose time is over", () => {
  const clear = (at: TestDesk, most?: { mails: number; tickets: number }) =>
    clearSpamOf(at.house.platform, at.id, most);
  const clearings = async (at: TestDesk) =>
    (await owner(at).calls(listAudit, { kind: "spam.cleared" })).items;
  const counts = async (at: TestDesk) =>
    (await clearings(at))
      .map(({ changes }) => new Map(changes.map(({ field, after }) => [field, Number(after)])))
      .map((facts) => ({ mails: facts.get("mails") ?? 0, tickets: facts.get("tickets") ?? 0 }))
      .toSorted((a, b) => a.mails - b.mails || a.tickets - b.tickets);

  /** Mails and tickets that have been spam for so many days. */
  async function spamOfDays(at: TestDesk, days: number, many = 1) {
    await block(at, {});
    for (let n = 0; n < many; n++) {
      await comes(at, { from: "eve@evil.example" });
      const mail = await comes(at, { from: `bo${n}@fiatlux.example` });
      const number = (await fateOf(at, mail))?.ticketNumber ?? 0;
      await owner(at).calls(markSpam, { numbers: [number] });
    }
    const past = `now() - interval '${days} days'`;
    await rowsOf(`update mails set settled_at = ${past} where desk_id = $1`, [at.id]);
    await rowsOf(`update tickets set spam_at = ${past} where desk_id = $1`, [at.id]);
  }

  test("H17: goes after as many days as the desk sets, which each of it says", async () => {
    const acme = await desk();
    await spamOfDays(acme, 10);
    await owner(acme).calls(updateDesk, { spamDays: 11 });
    const list = await owner(acme).calls(listSpam, {});
    expect(list.keptDays).toBe(11);
    const day = 86_400_000;
    for (const { id, goesAt } of list.items) {
      expect(Math.round((Date.parse(goesAt) - Date.now()) / day)).toBe(1);
      expect(await owner(acme).calls(readSpam, { id })).toMatchObject({ goesAt });
    }
    await clear(acme);
    expect(await spamOf(acme)).toHaveLength(2);
    expect(await clearings(acme)).toEqual([]);
    await owner(acme).calls(updateDesk, { spamDays: 9 });
    await clear(acme);
    expect(await spamOf(acme)).toEqual([]);
    expect(await counts(acme)).toEqual([
      { mails: 1, tickets: 0 },
      { mails: 1, tickets: 1 },
    ]);
    expect((await clearings(acme)).map(({ by }) => by)).toEqual([null, null]);
    const { items, summary } = await owner(acme).calls(readLedger, {});
    expect(items.map(({ fate }) => fate).toSorted()).toEqual(["spam", "ticket_created"]);
    expect(summary.unaccounted).toBe(0);
  });

  test("H17: is restored on its last day, and stays then", async () => {
    const acme = await desk();
    await spamOfDays(acme, 89);
    const ids = (await spamOf(acme)).map(({ id }) => id);
    await owner(acme).calls(restoreSpam, { ids });
    await acme.runJobs();
    await clear(acme);
    expect(await ticketsOf(acme)).toHaveLength(2);
    expect(await clearings(acme)).toEqual([]);
  });

  test("H17: goes some at a time, each with its entry in the audit log", async () => {
    const acme = await desk();
    await spamOfDays(acme, 91, 3);
    await clear(acme, { mails: 2, tickets: 2 });
    expect(await spamOf(acme)).toEqual([]);
    expect(await counts(acme)).toEqual([
      { mails: 1, tickets: 0 },
      { mails: 1, tickets: 1 },
      { mails: 2, tickets: 0 },
      { mails: 2, tickets: 2 },
    ]);
  });

  test.each(["mails", "audit_entries"])(
    "H17: goes whole or not at all when %s cannot be written",
    async (table) => {
      const acme = await desk();
      await spamOfDays(acme, 91);
      await rowsOf("update mails set settled_at = now() where desk_id = $1", [acme.id]);
      await acme.breaks(table);
      await expect(clear(acme)).rejects.toThrow("broken for this test");
      await clearSpam(acme.house.platform);
      await acme.mends();
      const all = await spamOf(acme);
      expect(all.map(({ kind }) => kind).toSorted()).toEqual(["mail", "ticket"]);
      const erased = "select from mails where desk_id = $1 and erased_at is not null";
      expect(await rowsOf(erased, [acme.id])).toEqual([]);
      expect(await clearings(acme)).toEqual([]);
      await owner(acme).calls(restoreSpam, { ids: all.map(({ id }) => id) });
      await acme.runJobs();
      expect(await ticketsOf(acme)).toHaveLength(2);
    },
  );

  test("H17: takes the bytes of its later deliveries with it", async () => {
    const acme = await desk();
    await block(acme, {});
    const mail = { from: "eve@evil.example", id: "<2@evil.example>" };
    const ids = [await comes(acme, mail), await comes(acme, mail)];
    const past = "update mails set settled_at = now() - interval '91 days' where desk_id = $1";
    await rowsOf(past, [acme.id]);
    await clear(acme);
    for (const id of ids)
      expect((await owner(acme).fetches(readLedgerSource, { id })).statusCode).toBe(404);
    expect((await owner(acme).calls(readLedger, {})).items).toHaveLength(2);
  });
});

describe("a rule about senders", () => {
  let acme: TestDesk;
  beforeAll(async () => {
    acme = await desk();
  });

  test.each([
    ["address", "not an address"],
    ["domain", "localhost"],
    ["domain", "a@b.example"],
    ["pattern", "*"],
    ["pattern", "*@*.*"],
    ["pattern", "no-star@x.example"],
    ["type", "anything"],
  ] as const)("H20: of the form %s %s is refused", async (kind, value) => {
    expect(await block(acme, { kind, value })).toEqual({ refused: "sender_rule_invalid" });
  });

  test("H20: is kept once, in one spelling", async () => {
    await block(acme, { value: "Twice@X.example" });
    expect(await block(acme, { value: "twice@x.EXAMPLE" })).toEqual({
      refused: "sender_rule_taken",
    });
  });

  test("H20: is refused above two hundred patterns, each of which every mail must meet", async () => {
    const at = await desk();
    await rowsOf(
      `insert into sender_rules (desk_id, id, action, kind, value, fate, created_at)
       select $1, gen_random_uuid(), 'block', 'pattern', 'abc' || n || '*', 'spam', now() from generate_series(1, 200) n`,
      [at.id],
    );
    const more = await block(at, { kind: "pattern", value: "more*" });
    expect(more).toEqual({ refused: "sender_rule_limit" });
    expect(await block(at, {})).toMatchObject({ kind: "address" });
  });

  test("H19: is lifted once", async () => {
    const { id } = await block(acme, { value: "once@x.example" });
    const lift = () => owner(acme).calls(deleteSenderRule, { id });
    expect(await lift()).toBeNull();
    expect(await lift()).toEqual({ refused: "sender_rule_not_found" });
  });

  test("H20: of the worst pattern costs no time", async () => {
    const at = await desk();
    await block(at, { kind: "pattern", value: `${"*a".repeat(100)}b@x.example` });
    const began = performance.now();
    const id = await comes(at, { from: `${"a".repeat(64)}@x.example` });
    expect(performance.now() - began).toBeLessThan(3000);
    expect((await fateOf(at, id))?.fate).toBe("ticket_created");
  });
});
