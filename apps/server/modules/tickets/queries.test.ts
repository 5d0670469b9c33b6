/** The reads that must stay fast use their indexes on a desk with 10,000 tickets. */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { agentById } from "#modules/people";
import { filterOf, viewsFor } from "#modules/views";
import type { Agent } from "#platform/call.ts";
import { desk, type Person, rowsOf, type TestDesk } from "#testkit";
import { countQuery } from "./count.ts";
import { pageQuery, type TicketFilter } from "./list.ts";
import { messageRows } from "./message.ts";

let acme: TestDesk;
const agents: Record<string, Agent> = {};

/** One ticket in eight is open, one open one in three is nobody's. */
async function fill() {
  await rowsOf(
    `insert into tickets (desk_id, id, number, name, pipeline_id, status_id, open, source, owner_user_id,
       contact_id, company_id, newest_direction, newest_message_at, active_at, created_at, updated_at)
     select $1, gen_random_uuid(), 100000 + n, 'Ticket ' || n, s.pipeline_id, s.id, n % 8 = 0, 'email',
       case when n % 3 <> 0 then case when n % 5 = 0 then $2::uuid else $3::uuid end end,
       t.contact_id, t.company_id, 'incoming', now() - n * interval '1 minute', now() - n * interval '1 minute', now(), now()
     from generate_series(1, 10000) n, tickets t
     join statuses s on s.desk_id = t.desk_id and s.id = t.status_id where t.desk_id = $1`,
    [acme.id, acme.ana.id, acme.bo.id],
  );
  await rowsOf(
    `insert into messages (desk_id, id, ticket_id, kind, direction, text, written_at)
     select t.desk_id, gen_random_uuid(), t.id, 'message', 'incoming', 'Text', now() from tickets t where t.desk_id = $1`,
    [acme.id],
  );
  await rowsOf(
    `insert into ticket_reads (desk_id, user_id, ticket_id, read_at)
     select t.desk_id, $2, t.id, now() from tickets t where t.desk_id = $1`,
    [acme.id, acme.bo.id],
  );
  for (const table of ["tickets", "messages", "ticket_reads"]) await rowsOf(`analyze ${table}`);
}

beforeAll(async () => {
  acme = await desk();
  await acme.ticket();
  const team = { reach: "team", unassigned: true } as const;
  const own = { reach: "own", unassigned: false } as const;
  const rights = (right: typeof team | typeof own) => ({
    tickets: { view: right, edit: right, delete: right },
  });
  const people: Record<string, Person> = {
    all: acme.ana,
    team: await acme.user("Tea", rights(team), [acme.support.id]),
    own: await acme.user("Own", rights(own)),
  };
  for (const [name, { id }] of Object.entries(people)) {
    const agent = await agentById(acme.house.platform.db, acme.id, id);
    if (agent) agents[name] = agent;
  }
  await fill();
}, 60_000);

const plan = async (rows: Promise<Record<string, unknown>[]>) =>
  (await rows).map((row) => String(row["QUERY PLAN"])).join("\n");

const agentWith = (name: string) => {
  const agent = agents[name];
  if (!agent) throw new Error(`no agent ${name}`);
  return agent;
};

const pagePlan = (agent: Agent, filter: TicketFilter) =>
  plan(
    pageQuery(acme.house.platform.db, agent, [filter], { limit: 50, sort: "newest" }).explain(
      "text",
    ),
  );

describe.each(["all", "team", "own"])("with the right to see %s", (name) => {
  test.each(["unassigned", "mine", "team", "open", "closed"])(
    "the view %s reads an index",
    async (view) => {
      const agent = agentWith(name);
      const text = await pagePlan(agent, filterOf(agent, view));
      expect(text).not.toMatch(/Seq Scan on tickets/);
      expect(text).toMatch(/(Index|Bitmap Index) (Only )?Scan (using|on) tickets_/);
    },
  );

  test("all counts come from indexes and stop at their limit", async () => {
    const agent = agentWith(name);
    const filters = viewsFor(agent).map((view) => filterOf(agent, view));
    const { db } = acme.house.platform;
    const query = sql`explain ${countQuery(db, agent, filters)}`;
    const text = await plan(
      query.execute(db).then(({ rows }) => rows as Record<string, unknown>[]),
    );
    expect(text).not.toMatch(/Seq Scan on (tickets|ticket_reads)/);
  });
});

test("what waits for a team is found without a look at all that nobody has", async () => {
  const agent = agentWith("all");
  const filter = { open: true, waitsForTeams: [acme.support.id] };
  expect(await pagePlan(agent, filter)).toContain("tickets_waiting_for_teams");
  const { db } = acme.house.platform;
  const counted = sql`explain ${countQuery(db, agent, [filter])}`.execute(db);
  const text = await plan(counted.then(({ rows }) => rows as Record<string, unknown>[]));
  expect(text).toContain("tickets_waiting_for_teams");
});

test.each(["team", "own"])(
  "H115: with the right to see %s and tickets that are shared, lists and counts come from indexes",
  async (name) => {
    const shared = await rowsOf<{ id: string }>(
      "select id from tickets where desk_id = $1 limit 40",
      [acme.id],
    );
    const ids = shared.map(({ id }) => id);
    const agent = { ...agentWith(name), sharedTicketIds: ids, editableTicketIds: ids };
    for (const view of ["unassigned", "mine", "open", "closed"])
      expect(await pagePlan(agent, filterOf(agent, view)), view).not.toMatch(/Seq Scan on tickets/);
    const { db } = acme.house.platform;
    const filters = viewsFor(agent).map((view) => filterOf(agent, view));
    const text = await plan(
      sql`explain ${countQuery(db, agent, filters)}`
        .execute(db)
        .then(({ rows }) => rows as Record<string, unknown>[]),
    );
    expect(text).not.toMatch(/Seq Scan on (tickets|ticket_reads)/);
  },
);

test("H115: nothing is asked of sharing where nothing is shared", () => {
  const agent = agentWith("own");
  const { db } = acme.house.platform;
  const ask = { limit: 50, sort: "newest" } as const;
  const { sql: text } = pageQuery(db, agent, [filterOf(agent, "open")], ask).compile();
  expect(text).not.toContain("tickets.id = any");
});

test("the views that everybody opens need no sort", async () => {
  const agent = agentWith("all");
  for (const view of ["unassigned", "mine", "open", "closed"])
    expect(await pagePlan(agent, filterOf(agent, view)), view).toMatch(
      /^Limit[^\n]*\n +->  Index Scan using tickets_/,
    );
});

test("the tickets of a contact, of a company and of a status read an index", async () => {
  const agent = agentWith("all");
  const { contact, companyId, statusId } = await acme.ticket();
  for (const filter of [{ contactId: contact?.id }, { companyId: companyId ?? "" }, { statusId }])
    expect(await pagePlan(agent, filter)).not.toMatch(/Seq Scan on tickets/);
});

test("a conversation reads only its own messages", async () => {
  const ticket = await acme.ticket();
  const { db } = acme.house.platform;
  const rows = messageRows(db, { desk_id: acme.id, id: ticket.id })
    .orderBy("written_at", "desc")
    .orderBy("id", "desc")
    .limit(51)
    .explain("text");
  const text = await plan(rows);
  expect(text).toContain("Index Scan using messages_ticket");
  expect(text).not.toMatch(/Seq Scan on messages/);
});
