/** The pages of mail use their indexes on a desk with 10,000 mails. */
import assert from "node:assert/strict";
import { sql } from "kysely";
import { Fate } from "#contract/mail.ts";
import { agentById } from "#modules/people";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { beforeAll, expect, test } from "vitest";
import { entriesQuery, summaryQuery } from "./ledger.ts";
import { pageQuery } from "./read-outbox.ts";
import { spamMails } from "./spam.ts";

let acme: TestDesk;

/** One mail in a thousand still waits, one in a hundred could not be read; each preview goes to one of a hundred. */
async function fill() {
  await rowsOf(
    `insert into mails (desk_id, id, via, raw_hash, size, fate, received_at)
     select $1, gen_random_uuid(), 'smtp', sha256(n::text::bytea), 1000,
       case when n % 1000 = 0 then 'received' when n % 100 = 0 then 'unreadable' else 'duplicate' end,
       now() - n * interval '1 minute' from generate_series(1, 10000) n`,
    [acme.id],
  );
  await rowsOf(
    `update mails set from_address = md5(size::text || id::text) || '@a.example', subject = 'Fire ' || id::text,
       channel_id = case when fate = 'unreadable' then $2::uuid end where desk_id = $1`,
    [acme.id, acme.channel.id],
  );
  await rowsOf(
    `insert into outbox (desk_id, id, at, from_box, to_boxes, receivers, subject, html, text, message_id, raw)
     select $1, gen_random_uuid(), now() - n * interval '1 minute', '{}', '[]', array[(n % 100) || '@a.example'],
       '', '', '', n::text, '' from generate_series(1, 10000) n`,
    [acme.id],
  );
  await rowsOf(
    `insert into mail_ids (desk_id, message_id, ticket_id, own)
     select $1, n::text, t.id, true from generate_series(1, 10000) n,
       (select id from tickets where desk_id = $1 order by id limit 1) t`,
    [acme.id],
  );
  for (const table of ["mails", "outbox", "mail_ids"]) await rowsOf(`analyze ${table}`);
}

beforeAll(async () => {
  acme = await desk();
  await acme.ticket();
  await fill();
}, 60_000);

const textOf = (rows: readonly object[]) => rows.flatMap((row) => Object.values(row)).join("\n");

async function planOf(query: ReturnType<typeof sql>) {
  const { rows } = await sql`explain ${query}`.execute(acme.house.platform.db);
  return textOf(rows as object[]);
}

const page = { limit: 50, after: null, sees: true };

async function owner() {
  const agent = await agentById(acme.house.platform.db, acme.id, acme.owner.id);
  assert(agent, "nobody owns the desk");
  return agent;
}

test.each([undefined, ...Fate.options])("the ledger of fate %s reads an index", async (fate) => {
  const { db } = acme.house.platform;
  const plan = textOf(
    await entriesQuery(db, await owner(), { ...page, filter: { fate } }).explain("text"),
  );
  expect(plan).not.toMatch(/Seq Scan|^ *->  Sort/m);
});

test.each([
  ["a channel", "mails_channel", () => ({ channelId: acme.channel.id })],
  ["words", "mails_words", () => ({ q: "deadbeef77" })],
  ["an import", "mails_work", () => ({ workId: acme.id })],
])("L1: the ledger of %s reads its index", async (_, index, filter) => {
  const { db } = acme.house.platform;
  const query = entriesQuery(db, await owner(), { ...page, filter: filter() });
  const plan = textOf(await query.explain("text"));
  expect(plan).toContain(index);
  expect(plan).not.toContain("Seq Scan");
});

test("L1: a mail that is read again finds its message by an index", async () => {
  const query = sql`select from messages where desk_id = ${acme.id} and mail_id = ${acme.id}`;
  expect(await planOf(query)).toContain("messages_mail");
});

test("the sum of the ledger counts only what still waits", async () => {
  const plan = await planOf(summaryQuery(acme.id, new Date()));
  expect(plan).toMatch(/using mails_(waiting|fate)/);
  expect(plan).not.toContain("Seq Scan on mails");
});

test("H17: the list of spam reads an index of its own", async () => {
  const { db } = acme.house.platform;
  const plan = textOf(await spamMails(db, acme.id, page).explain("text"));
  expect(plan).toContain("using mails_spam");
  expect(plan).not.toContain("Sort");
});

test("the outbox of one receiver reads its index", async () => {
  const { db } = acme.house.platform;
  const plan = textOf(
    await pageQuery(db, await owner(), { ...page, to: "7@a.example" }).explain("text"),
  );
  expect(plan).toContain("outbox_receivers");
});

test("a ticket that goes for good finds its Message-IDs", async () => {
  const ticket = await acme.ticket();
  const query = sql`select from mail_ids where desk_id = ${acme.id} and ticket_id = ${ticket.id}`;
  expect(await planOf(query)).toContain("mail_ids_ticket");
});
