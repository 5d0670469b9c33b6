/**
 * Deaths at any step: mail comes in by SMTP, webhook and IMAP, jobs read it, agents answer, replies leave; and the program
 * dies again and again at a statement that chance chose. Whatever was promised outside must be true in the end.
 */
import { createHash, createHmac, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { sql } from "kysely";
import { createChannel } from "#contract/channels.ts";
import { createToken } from "#contract/tokens.ts";
import { listTickets } from "#contract/tickets.ts";
import { replyToTicket } from "#contract/replies.ts";
import { makeWebhook, receiveWebhook } from "#contract/webhooks.ts";
import { linkTo } from "#contract/client.ts";
import { channelById } from "#modules/channels";
import type { JobPayload } from "#platform/jobs.ts";
import { desk, openHouse, rowsOf, type TestDesk } from "#testkit";
import { testDatabase } from "#testkit/cluster.ts";
import { imapPeer } from "#testkit/imap-peer.ts";
import { hand, letter, mailbox } from "#testkit/mailbox.ts";
import { collectMail } from "../../apps/server/modules/mail/collect.ts";
import { openMailDoors } from "../../apps/server/modules/mail/start.ts";
import { tasks } from "../../apps/server/wiring.ts";
import { chanceOf } from "./chance.ts";
import { type Life, newLife } from "./life.ts";

export type StepsPlan = { seed: number; deaths: number };

/** Two statements are the beginning and the end of the smallest work, a few hundred several mails and replies. */
const longestLife = 120;

export async function dieAtAnyStep({ seed, deaths }: StepsPlan) {
  const chance = chanceOf(seed);
  const world = await openWorld();
  try {
    for (let death = 0; death < deaths; death++) {
      world.sink.feels(chance() < 0.15 ? "drop" : "take");
      const life = newLife(testDatabase(), world.house.platform.log);
      life.dieAt(1 + Math.floor(chance() * longestLife), chance() < 0.5);
      await live(world, life, chance);
    }
    world.sink.feels("take");
    await finish(world, chance);
    return await verdictOn(world, deaths);
  } finally {
    await world.close();
  }
}

/** All of it is to leave at once. */
const unbraked = { MAIL_PER_MINUTE: 1_000_000, MAIL_PER_RECEIVER: 1_000_000 };

type World = Awaited<ReturnType<typeof openWorld>>;
type Mail = { id: string; raw: string };
type Reply = { number: number; id: string; seenMessageId: string | null };

async function openWorld() {
  const sink = await mailbox();
  const house = await openHouse({ SMTP_OUT_URL: sink.url, SMTP_IN_PORT: 0, ...unbraked });
  const acme = await desk({ at: house });
  const as = acme.as(acme.owner);
  const server = await imapPeer();
  const imap = {
    ...{ host: "127.0.0.1", port: server.port, tls: "none" as const },
    ...{ user: server.user, password: server.password },
  };
  const address = `imap@${acme.host}`;
  const { id: mailboxId } = await as.calls(createChannel, { address, imap });
  const { secret } = await as.calls(makeWebhook, { id: acme.channel.id });
  const { token } = await as.calls(createToken, {
    ...{ name: "faults", expiresAt: null },
    scopes: ["tickets.read", "tickets.write"],
  });
  const db = house.platform.db;
  return {
    ...{ sink, house, acme, server, mailboxId, secret, token, db },
    /** What the world was promised: a 250, a 201, a place in the mailbox. */
    promised: new Map<string, string>(),
    /** Replies that the API said yes to, and the tickets that have one. */
    replies: new Set<string>(),
    answered: new Set<number>(),
    /** What was sent or asked and has had no answer yet: it is sent and asked again. */
    unanswered: {} as { smtp?: Mail; webhook?: Mail; reply?: Reply },
    /** From now on nothing new is begun. */
    quiet: false,
    close: async () => {
      house.platform.db = db;
      await sink.close();
      await server.close();
    },
  };
}

/** Everybody works at once until this life is over, or `enough` says so. */
async function live(world: World, life: Life, chance: () => number, enough = () => false) {
  world.house.platform.db = life.db;
  const platform = { ...world.house.platform };
  const doors = await openMailDoors(platform);
  const stopping = new AbortController();
  const over = { now: false };
  const dead = life.died.then(() => void (over.now = true));
  const channel = await channelById(world.db, world.acme.id, world.mailboxId);
  if (!channel) throw new Error("the mailbox is gone");
  const patience = { lookEvery: 20, pollEvery: 20, failingAfter: 60_000, retryAfter: 5 };
  const collecting = collectMail(platform, channel, patience, stopping.signal);
  const turn = async (work: () => Promise<unknown>) => {
    while (!over.now && !enough()) {
      await Promise.race([work().catch(() => undefined), dead]);
      await wait(1);
    }
  };
  await Promise.all([
    turn(() => sendsBySmtp(world, doors.smtpPort)),
    turn(() => (chance() < 0.5 ? sendsByWebhook(world) : arrivesInMailbox(world))),
    turn(() => runsJobs(world, life)),
    turn(() => answers(world)),
  ]);
  stopping.abort();
  world.server.cut();
  world.house.platform.db = world.db;
  if (over.now) return void doors.stop().catch(() => undefined);
  await Promise.all([collecting, doors.stop()]);
  await life.close();
}

/** A life that is left alone until nothing waits any more. */
async function finish(world: World, chance: () => number) {
  const life = newLife(testDatabase(), world.house.platform.log);
  const state = { done: false };
  const until = Date.now() + 60_000;
  world.quiet = true;
  const looking = (async () => {
    while (!state.done) {
      state.done = Date.now() > until || (await left(world)) === 0;
      await wait(50);
    }
  })();
  await live(world, life, chance, () => state.done);
  await looking;
}

function newMail({ acme }: World, way: string): Mail {
  const id = `<${way}-${randomUUID()}@customer.example>`;
  const from = `c${Math.abs(id.length * 7) % 13}@customer.example`;
  return { id, raw: letter({ from, to: acme.channel.address, id, text: `By ${way}: ${id}` }) };
}

async function sendsBySmtp(world: World, port: number) {
  if (world.quiet && !world.unanswered.smtp) return;
  const mail = (world.unanswered.smtp ??= newMail(world, "smtp"));
  const to = world.acme.channel.address;
  const { code } = await hand(port, { to, raw: mail.raw });
  if (code !== 250) return;
  world.promised.set(mail.id, mail.raw);
  if (world.unanswered.smtp === mail) delete world.unanswered.smtp;
}

async function sendsByWebhook(world: World) {
  if (world.quiet && !world.unanswered.webhook) return;
  const mail = (world.unanswered.webhook ??= newMail(world, "webhook"));
  const at = String(Math.floor(Date.now() / 1000));
  const hmac = createHmac("sha256", world.secret).update(`${at}.${mail.raw}`).digest("hex");
  const { statusCode } = await world.house.app.inject({
    method: "POST",
    url: linkTo(receiveWebhook, { channelId: world.acme.channel.id }),
    headers: {
      host: world.acme.host,
      "content-type": "message/rfc822",
      "x-sportello-timestamp": at,
      "x-sportello-signature": `sha256=${hmac}`,
    },
    payload: mail.raw,
  });
  if (statusCode !== 201) return;
  world.promised.set(mail.id, mail.raw);
  if (world.unanswered.webhook === mail) delete world.unanswered.webhook;
}

/** What lies in the mailbox is promised from then on. */
async function arrivesInMailbox(world: World) {
  if (world.quiet) return;
  const mail = newMail(world, "imap");
  world.server.append(mail.raw);
  world.promised.set(mail.id, mail.raw);
  await wait(200);
}

type Job = { id: number; task: string; payload: JobPayload };

/** As the worker does it: run first, then taken off the list; a death between the two runs it again. */
async function runsJobs({ house, acme }: World, life: Life) {
  const { platform } = house;
  for (const { id, task, payload } of await jobsOf(acme)) {
    const work = { platform, db: life.db, deskId: acme.id, now: platform.clock() };
    await tasks[task]?.({ ...work, platform: { ...platform, db: life.db } }, payload);
    await sql`delete from graphile_worker._private_jobs where id = ${id}`.execute(life.db);
  }
}

function jobsOf(acme: TestDesk) {
  return rowsOf<Job>(
    `select j.id::int, t.identifier as task, j.payload from graphile_worker._private_jobs j
     join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload->>'deskId' = $1 order by j.id`,
    [acme.id],
  );
}

/** An agent asks by the API, and asks again under the same id until it was answered. */
async function answers(world: World) {
  const as = world.acme.as({ token: world.token });
  const reply = world.unanswered.reply ?? (await nextReply(world));
  if (!reply) return;
  world.unanswered.reply = reply;
  const said = await as.calls(replyToTicket, {
    ...reply,
    text: "It comes tomorrow.",
  });
  if (said.crashed) return;
  world.answered.add(reply.number);
  if (!said.refused) world.replies.add(reply.id);
  if (world.unanswered.reply === reply) delete world.unanswered.reply;
}

async function nextReply({ acme, token, answered, quiet }: World): Promise<Reply | null> {
  if (quiet) return null;
  const listed = await acme.as({ token }).calls(listTickets, { limit: 200, sort: "newest" });
  if (listed.refused || listed.crashed) return null;
  const ticket = listed.items.find(({ number }) => !answered.has(number));
  if (!ticket) return null;
  return { number: ticket.number, id: randomUUID(), seenMessageId: ticket.newestMessageId };
}

async function left(world: World): Promise<number> {
  const { acme, promised, unanswered } = world;
  const [row] = await rowsOf<{ waiting: number; read: number }>(
    `select count(*) filter (where fate = 'received')::int as waiting,
       count(distinct message_id) filter (where fate in ('ticket_created', 'joined_ticket'))::int as read
     from mails where desk_id = $1`,
    [acme.id],
  );
  const jobs = (await jobsOf(acme)).length;
  const missing = Math.max(0, promised.size - (row?.read ?? 0));
  return (row?.waiting ?? 0) + jobs + missing + Object.keys(unanswered).length;
}

/** Exactly: each promised mail is one message with the same bytes, each reply left under one id, and nothing else did. */
async function verdictOn(world: World, deaths: number) {
  const faults: string[] = [];
  const messages = await rowsOf<{ direction: string; id: string; header: string; hash: string }>(
    `select m.direction, m.id, m.message_id as header, encode(r.raw_hash, 'hex') as hash
     from messages m left join mails r on r.desk_id = m.desk_id and r.id = m.mail_id
     where m.desk_id = $1 and m.kind = 'message'`,
    [world.acme.id],
  );
  const incoming = messages.filter(({ direction }) => direction === "incoming");
  const outgoing = messages.filter(({ direction }) => direction === "outgoing");
  const byHeader = Map.groupBy(incoming, ({ header }) => header);
  for (const [id, raw] of world.promised) {
    const found = byHeader.get(id) ?? [];
    if (found.length !== 1) faults.push(`${id} is ${found.length} messages instead of one`);
    else if (found[0]?.hash !== createHash("sha256").update(raw).digest("hex"))
      faults.push(`${id} has other bytes than were sent`);
  }
  const caught = Map.groupBy(world.sink.caught, ({ mail }) => mail.messageId);
  for (const id of world.replies) {
    const reply = outgoing.find((one) => one.id === id);
    if (!reply) faults.push(`the reply ${id} is gone`);
    else if (!caught.has(reply.header)) faults.push(`the reply ${id} never left`);
  }
  const extra = [
    [incoming.length, world.promised.size, "mails are messages"],
    [outgoing.length, world.replies.size, "replies were written"],
    [caught.size, world.replies.size, "different mails left"],
    [await left(world), 0, "things are unaccounted for"],
  ] as const;
  for (const [is, should, what] of extra)
    if (is !== should) faults.push(`${is} ${what} instead of ${should}`);
  return {
    ...{ faults, deaths, mails: incoming.length, replies: outgoing.length },
    /** Copies that left again under the id they had left with before. */
    repeats: world.sink.caught.length - caught.size,
  };
}
