/** What must be true afterwards, read over the API and from the sink; never from our own tables. */
import { createHash } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { linkTo } from "#contract/client.ts";
import { readLedger } from "#contract/ledger.ts";
import { listTickets } from "#contract/tickets.ts";
import { listMessages, readMessageSource } from "#contract/messages.ts";
import { parseMail } from "#mail/parse.ts";
import type { Sink } from "#testkit/mailbox.ts";
import type { Api } from "./agents.ts";
import type { Acknowledged } from "./senders.ts";

export type Verdict = {
  /** What went wrong; empty is what we want. */
  faults: string[];
  messages: number;
  /** Copies that left again under a Message-ID that had left before. */
  repeats: number;
};

export type Evidence = {
  api: Api;
  url: string;
  token: string;
  acknowledged: readonly Acknowledged[];
  replyIds: readonly string[];
  sink: Sink;
};

export async function verdictOf(evidence: Evidence): Promise<Verdict> {
  const faults: string[] = [];
  await settled(evidence, faults);
  const { incoming, outgoing } = await conversation(evidence);
  judgeIncoming(evidence, incoming, faults);
  const repeats = judgeOutgoing(evidence, outgoing, faults);
  return { faults, messages: incoming.length + outgoing.length, repeats };
}

/** Until every mail has a fate and every reply has left, or nothing moves for a minute. */
async function settled({ api, sink, replyIds }: Evidence, faults: string[]) {
  let before = "";
  for (let quiet = 0; quiet < 60; quiet++) {
    const { summary } = await api(readLedger, { limit: 1 });
    const left = new Set(sink.caught.map(({ mail }) => mail.messageId)).size;
    if (summary.unaccounted === 0 && left >= replyIds.length) return;
    const now = `${summary.unaccounted} ${left}`;
    if (now !== before) quiet = 0;
    before = now;
    await wait(1000);
  }
  const { summary } = await api(readLedger, { limit: 1 });
  if (summary.unaccounted > 0) faults.push(`${summary.unaccounted} mails are unaccounted for`);
}

type Said = {
  ticket: number;
  id: string;
  messageId: string | null;
  hash: string;
  delivery: string;
};

async function conversation(evidence: Evidence): Promise<{ incoming: Said[]; outgoing: Said[] }> {
  const all: (Said & { direction: string | null })[] = [];
  for (const number of await ticketNumbers(evidence.api)) {
    const { items } = await evidence.api(listMessages, { number, limit: 200 });
    for (const message of items) {
      const { id, direction, delivery } = message;
      const raw = await sourceOf(evidence, number, id);
      const { messageId } = await parseMail(raw);
      const hash = createHash("sha256").update(raw).digest("hex");
      all.push({ ticket: number, id, messageId, hash, direction, delivery: delivery ?? "" });
    }
  }
  const of = (direction: string) => all.filter((said) => said.direction === direction);
  return { incoming: of("incoming"), outgoing: of("outgoing") };
}

async function ticketNumbers(api: Api): Promise<number[]> {
  const numbers: number[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await api(listTickets, { limit: 200, ...(cursor ? { cursor } : {}) });
    numbers.push(...page.items.map(({ number }) => number));
    cursor = page.nextCursor;
  }
  return numbers;
}

async function sourceOf({ url, token }: Evidence, number: number, messageId: string) {
  const answer = await fetch(url + linkTo(readMessageSource, { number, messageId }), {
    headers: { authorization: `Bearer ${token}` },
  });
  return Buffer.from(await answer.arrayBuffer());
}

/** Every 250 is one message with the same bytes in one ticket, and there is nothing else. */
function judgeIncoming({ acknowledged }: Evidence, incoming: readonly Said[], faults: string[]) {
  const found = Map.groupBy(incoming, ({ messageId }) => messageId);
  for (const { messageId, hash } of acknowledged) {
    const said = found.get(messageId) ?? [];
    if (said.length !== 1) faults.push(`${messageId} is ${said.length} messages instead of one`);
    else if (said[0]?.hash !== hash) faults.push(`${messageId} has other bytes than were sent`);
  }
  if (found.size > acknowledged.length)
    faults.push(`${found.size - acknowledged.length} messages that nobody sent`);
}

/** Every reply left, under one Message-ID; answers how many copies left again under theirs. */
function judgeOutgoing(
  { sink, replyIds }: Evidence,
  outgoing: readonly Said[],
  faults: string[],
): number {
  const caught = Map.groupBy(sink.caught, ({ mail }) => mail.messageId);
  const written = new Map(outgoing.map((said) => [said.id, said]));
  for (const id of replyIds) {
    const reply = written.get(id);
    if (!reply) faults.push(`the reply ${id} is gone`);
    else if (!caught.has(reply.messageId)) faults.push(`the reply ${id} never left`);
    else if (reply.delivery !== "sent")
      faults.push(`the reply ${id} left but is ${reply.delivery}`);
  }
  if (outgoing.length !== replyIds.length)
    faults.push(`${outgoing.length} replies instead of ${replyIds.length}`);
  if (caught.size > replyIds.length)
    faults.push(`${caught.size - replyIds.length} mails left that nobody wrote`);
  return sink.caught.length - caught.size;
}
