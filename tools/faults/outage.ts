/**
 * Ten days of outage: mails have gathered in a mailbox, all marked as seen by somebody's mail program, and its server comes
 * back in a bad state: it drops one line in three soon and every other one later, in the middle of an answer, and numbers
 * its mails anew meanwhile. Two programs read it at once.
 */
import { createChannel } from "#contract/channels.ts";
import { channelById } from "#modules/channels";
import { desk, openHouse, rowsOf, type TestDesk, type TestHouse } from "#testkit";
import { imapPeer } from "#testkit/imap-peer.ts";
import { letter, mailbox } from "#testkit/mailbox.ts";
import { setTimeout as wait } from "node:timers/promises";
import { collectMail } from "../../apps/server/modules/mail/collect.ts";
import { chanceOf } from "./chance.ts";

export type OutagePlan = { seed: number; mails: number };

export async function outage({ seed, mails }: OutagePlan) {
  const began = Date.now();
  const chance = chanceOf(seed);
  const sink = await mailbox();
  const houses = [
    await openHouse({ SMTP_OUT_URL: sink.url, MAIL_PER_MINUTE: 1_000_000 }),
    await openHouse(),
  ];
  const server = await imapPeer({
    breaksAfter: () => Math.floor(chance() < 1 / 3 ? chance() * 25 : 20 + chance() * 60),
  });
  const [first] = houses;
  const acme = await desk(first ? { at: first } : {});
  try {
    const id = await connect(acme, server);
    const sent = gather(server, mails);
    await collectAll(houses, acme, id, server, mails);
    await acme.runJobs();
    const faults = await judge(acme, sent);
    if (sink.caught.length > 0) faults.push(`${sink.caught.length} mails left that nobody wrote`);
    const seconds = Math.round((Date.now() - began) / 1000);
    return { faults, mails, brokenLines: server.broken(), seconds };
  } finally {
    await sink.close();
    await server.close();
  }
}

type Server = Awaited<ReturnType<typeof imapPeer>>;

async function connect(acme: TestDesk, { port, user, password }: Server): Promise<string> {
  const imap = { host: "127.0.0.1", port, tls: "none" as const, user, password };
  const address = `outage@${acme.host}`;
  // Whoever tries the settings may meet a line that drops, too.
  for (;;) {
    const made = await acme.as(acme.owner).calls(createChannel, { address, imap });
    if (made.refused) continue;
    // It was connected before the mails came.
    await rowsOf(
      `update channels set imap_since = now() - interval '11 days', imap_connected_at = now() - interval '11 days'
       where desk_id = $1 and id = $2`,
      [acme.id, made.id],
    );
    return made.id;
  }
}

/** Ten days of mail; answers what was sent, in its order. */
function gather(server: Server, mails: number): string[] {
  const now = Date.now();
  const ids = Array.from({ length: mails }, (_, index) => `<waiting-${index}@outage.example>`);
  for (const [index, id] of ids.entries()) {
    const from = `c${index % 50}@customer.example`;
    const at = new Date(now - 864_000_000 * (1 - index / mails));
    server.append(letter({ from, to: "outage@desk.example", id, subject: `Mail ${index}` }), at);
  }
  server.markSeen();
  return ids;
}

async function collectAll(
  houses: readonly TestHouse[],
  acme: TestDesk,
  channelId: string,
  server: Server,
  mails: number,
) {
  const stopping = new AbortController();
  const patience = { lookEvery: 20, pollEvery: 20, failingAfter: 600_000, retryAfter: 2 };
  const collecting = houses.map(async ({ platform }) => {
    const channel = await channelById(platform.db, acme.id, channelId);
    if (channel) await collectMail(platform, channel, patience, stopping.signal);
  });
  let renumbered = false;
  for (;;) {
    const [row] = await rowsOf<{ kept: number; read: number }>(
      `select count(distinct raw_hash)::int as kept, (select imap_uid::int from channels where desk_id = $1 and id = $2) as read
       from mails where desk_id = $1`,
      [acme.id, channelId],
    );
    if (!renumbered && (row?.kept ?? 0) > mails / 2) {
      renumbered = true;
      server.renumber();
    } else if (renumbered && row?.kept === mails && row.read === mails) break;
    await wait(50);
  }
  stopping.abort();
  await Promise.all(collecting);
}

/** Each is one message in a ticket of its own, in the order in which they had come; every delivery has a fate. */
async function judge(acme: TestDesk, sent: readonly string[]): Promise<string[]> {
  const faults: string[] = [];
  const tickets = await rowsOf<{ header: string; messages: number }>(
    `select min(m.message_id) as header, count(*)::int as messages from messages m
     join tickets t on t.desk_id = m.desk_id and t.id = m.ticket_id
     where m.desk_id = $1 group by t.id, t.number order by t.number`,
    [acme.id],
  );
  const found = tickets.map(({ header }) => header);
  if (found.length !== sent.length)
    faults.push(`${found.length} tickets instead of ${sent.length}`);
  if (tickets.some(({ messages }) => messages !== 1)) faults.push("a ticket has several mails");
  const wrong = sent.findIndex((id, index) => found[index] !== id);
  if (wrong >= 0) faults.push(`ticket ${wrong + 1} is ${found[wrong]} instead of ${sent[wrong]}`);
  const [row] = await rowsOf<{ waiting: number }>(
    "select count(*)::int as waiting from mails where desk_id = $1 and fate = 'received'",
    [acme.id],
  );
  if (row?.waiting) faults.push(`${row.waiting} mails are unaccounted for`);
  return faults;
}
