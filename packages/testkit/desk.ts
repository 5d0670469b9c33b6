/**
 * A desk of its own for each test: two teams, Ana (support), Bo (billing), the owner, one e-mail channel.
 * What a test does and asks goes through HTTP. What it finds there was written directly: founding, users, teams, and
 * letters, whose way by SMTP the tests of mail go themselves.
 */
import { randomUUID } from "node:crypto";
import type { Mailbox } from "#contract/common.ts";
import { linkTo } from "#contract/client.ts";
import type { Operation, OutputOf, SentTo } from "#contract/operation.ts";
import type { Rights } from "#contract/people.ts";
import { readTicket, type Ticket } from "#contract/tickets.ts";
import { listMessages } from "#contract/messages.ts";
import { createChannelDirectly } from "#modules/channels";
import { foundDesk } from "#modules/desks";
import {
  agentRights,
  createTeamDirectly,
  createUserDirectly,
  foundOwner,
  openSession,
} from "#modules/people";
import { foundPipeline } from "#modules/pipelines";
import { receive } from "#modules/tickets";
import type { Desk } from "#platform/call.ts";
import type { JobPayload } from "#platform/jobs.ts";
import { tasks } from "../../apps/server/wiring.ts";
import { house, rowsOf, type TestHouse } from "./house.ts";

export type Person = { id: string; name: string; email: string; session: string };
/** What an operation answered; a refusal is an answer, too. */
export type Answer<O extends Operation> = OutputOf<O> & { refused?: string; crashed?: true };

export type Letter = {
  from?: Mailbox;
  subject?: string;
  text?: string;
  ticketId?: string | null;
  automatic?: boolean;
};

type Place = { id: string; channel: { id: string; address: string }; house: TestHouse };

export type TestDesk = Awaited<ReturnType<typeof desk>>;

export async function desk(options: { at?: TestHouse } = {}) {
  const at = options.at ?? (await house());
  const { db, clock } = at.platform;
  const host = `${randomUUID()}.test`;
  const now = clock();
  const founded = await db.transaction().execute(async (tx) => {
    const here = await foundDesk(tx, { name: "Acme", now, host });
    await foundPipeline(tx, here.id);
    const address = `support@${host}`;
    const channel = await createChannelDirectly(tx, here.id, { name: "Support", address, now });
    const person = (name: string) => ({
      name,
      email: `${name.toLowerCase()}@${host}`,
      now,
      passwordHash: null,
    });
    const owner = await foundOwner(tx, here, person("Olga"));
    const ana = await createUserDirectly(tx, here.id, person("Ana"));
    const bo = await createUserDirectly(tx, here.id, person("Bo"));
    const support = await createTeamDirectly(tx, here.id, {
      name: "Support",
      memberIds: [ana.id],
      now,
    });
    const billing = await createTeamDirectly(tx, here.id, {
      name: "Billing",
      memberIds: [bo.id],
      now,
    });
    return { here, channel: { id: channel.id, address }, owner, ana, bo, support, billing };
  });
  const { here, channel, support, billing } = founded;
  const signIn = (name: string, { id }: { id: string }) => signedIn(at, here, name, id, host);

  const place: Place = { id: here.id, channel, house: at };
  const me = {
    id: here.id,
    host,
    house: at,
    channel,
    support,
    billing,
    owner: await signIn("Olga", founded.owner),
    ana: await signIn("Ana", founded.ana),
    bo: await signIn("Bo", founded.bo),
    as: (who: Person | { token: string } | null) => ({
      calls: <O extends Operation>(operation: O, input: SentTo<O>) =>
        callAs(at, host, who, operation, input),
      fetches: <O extends Operation>(operation: O, input: SentTo<O>) =>
        fetchAs(at, host, who, linkTo(operation, input)),
    }),
    /** One more user, with other rights. */
    user: async (
      name: string,
      rights: Partial<Rights> = {},
      teamIds: string[] = [],
    ): Promise<Person> => {
      const email = `${name.toLowerCase()}-${randomUUID().slice(0, 8)}@${host}`;
      const { id } = await db.transaction().execute(async (tx) => {
        const user = await createUserDirectly(tx, here.id, {
          name,
          email,
          now: clock(),
          passwordHash: null,
          rights: { ...agentRights, ...rights },
        });
        for (const team_id of teamIds)
          await tx
            .insertInto("team_members")
            .values({ desk_id: here.id, team_id, user_id: user.id })
            .execute();
        return user;
      });
      return signIn(name, { id });
    },
    /** A customer has just written in. */
    ticket: async (letter: Letter = {}): Promise<Ticket> => {
      const { ticketNumber } = await deliver(place, letter);
      return callAs(at, host, me.owner, readTicket, { number: ticketNumber });
    },
    customerWrites: async (ticket: { id: string }, text: string) => {
      const { messageId } = await deliver(place, { text, ticketId: ticket.id });
      return { id: messageId };
    },
    ticketNow: (number: number) => me.as(me.owner).calls(readTicket, { number }),
    messages: async (number: number) =>
      (await me.as(me.owner).calls(listMessages, { number, limit: 200 })).items,
    events: () =>
      rowsOf<{ type: string; ids: Record<string, unknown> }>(
        "select type, ids from events where desk_id = $1 order by seq",
        [here.id],
      ),
    /** Waiting jobs of a task on this desk: what they carry beside the desk. */
    jobs: async (task: string) =>
      (await waiting(here.id))
        .filter((job) => job.task === task)
        .map(({ payload: { deskId: _desk, ...ids } }) => ids),
    runJobs: () => runJobs(at, here.id),
    /** The waiting jobs of one task, once; what they leave for later stays. */
    runJob: (task: string) => runWaiting(at, here.id, task),
    /** From now on every write into this table fails, on this desk only. */
    breaks: async (table: string) =>
      void (await rowsOf("insert into broken (desk_id, table_name) values ($1, $2)", [
        here.id,
        table,
      ])),
    mends: async () => void (await rowsOf("delete from broken where desk_id = $1", [here.id])),
  };
  return me;
}

async function signedIn(
  at: TestHouse,
  here: Desk,
  name: string,
  id: string,
  host: string,
): Promise<Person> {
  const { db, clock } = at.platform;
  const session = await openSession(db, {
    deskId: here.id,
    userId: id,
    now: clock(),
    agent: "test",
    ip: "127.0.0.1",
  });
  return { id, name, email: `${name.toLowerCase()}@${host}`, session };
}

async function callAs<O extends Operation>(
  at: TestHouse,
  host: string,
  who: Person | { token: string } | null,
  operation: O,
  input: SentTo<O>,
): Promise<Answer<O>> {
  const asQuery = operation.method === "GET" || operation.method === "DELETE";
  const rest: Record<string, unknown> = { ...input };
  const url = asQuery
    ? linkTo(operation, input)
    : operation.path.replaceAll(/\{(\w+)\}/g, (_, key: string) => {
        const value = String(rest[key]);
        delete rest[key];
        return encodeURIComponent(value);
      });
  const answer = await at.app.inject({
    method: operation.method,
    url,
    headers: { host, ...credential(who) },
    ...(asQuery ? {} : { payload: rest }),
  });
  if (answer.statusCode === 204) return null as unknown as Answer<O>;
  const body = JSON.parse(answer.body) as Record<string, unknown>;
  if (answer.statusCode < 400) return body as Answer<O>;
  const { code, type: _type, title: _title, status: _status, ...facts } = body;
  if (code === "crashed") return { crashed: true } as Answer<O>;
  return { refused: code, ...facts } as unknown as Answer<O>;
}

async function fetchAs(
  at: TestHouse,
  host: string,
  who: Person | { token: string } | null,
  url: string,
) {
  return at.app.inject({ method: "GET", url, headers: { host, ...credential(who) } });
}

function credential(who: Person | { token: string } | null): Record<string, string> {
  if (!who) return {};
  return "token" in who
    ? { authorization: `Bearer ${who.token}` }
    : { cookie: `sportello_session=${who.session}` };
}

async function deliver(me: Place, letter: Letter) {
  const { db, clock } = me.house.platform;
  const now = clock();
  const from = letter.from ?? { name: "Mara Rossi", address: "mara@fiatlux.example" };
  return db.transaction().execute((tx) =>
    receive(tx, {
      deskId: me.id,
      now,
      quiet: false,
      closed: false,
      channelId: me.channel.id,
      reopenDays: 14,
      ticketId: letter.ticketId ?? null,
      from,
      to: [{ name: "", address: me.channel.address }],
      cc: [],
      subject: letter.subject ?? "Printer on fire",
      text: letter.text ?? "It is smoking since this morning.",
      html: null,
      visibleText: null,
      visibleHtml: null,
      blockedImages: 0,
      sanitizerVersion: null,
      messageIdHeader: `<${randomUUID()}@fiatlux.example>`,
      attachments: [],
      mailId: null,
      automatic: letter.automatic ?? false,
      notice: false,
      verified: null,
      truncated: null,
      writtenAt: now,
      hints: [],
      source: "email",
    }),
  );
}

type Waiting = { id: number; task: string; payload: JobPayload };

function waiting(deskId: string): Promise<Waiting[]> {
  return rowsOf<Waiting>(
    `select j.id::int, t.identifier as task, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload->>'deskId' = $1 order by j.run_at, j.id`,
    [deskId],
  );
}

/** Every job of this desk, also those for later, until none is left. Each runs twice: a job must stand a repeat. */
async function runJobs(at: TestHouse, deskId: string) {
  for (let jobs = await waiting(deskId); jobs.length > 0; jobs = await waiting(deskId)) {
    for (const job of jobs) {
      const work = await taken(at, deskId, job);
      await work();
      await work();
    }
  }
}

async function runWaiting(at: TestHouse, deskId: string, task: string) {
  const jobs = await waiting(deskId);
  for (const job of jobs.filter((one) => one.task === task)) await (await taken(at, deskId, job))();
}

async function taken(at: TestHouse, deskId: string, { id, task, payload }: Waiting) {
  const run = tasks[task];
  if (!run) throw new Error(`no module does the job ${task}`);
  await rowsOf("delete from graphile_worker._private_jobs where id = $1", [id]);
  const { platform } = at;
  return () => run({ platform, db: platform.db, deskId, now: platform.clock() }, payload);
}
