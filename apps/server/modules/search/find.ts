/** Finding tickets by words or by number, with the place where the words are. */
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { search as contract, SearchHit } from "#contract/search.ts";
import { messageWords, summariesOf, visibleTicketIds } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { excerptOf } from "./excerpt.ts";
import { bestMatches } from "./matches.ts";
import { wordsOf } from "./query.ts";

export async function search(
  call: Call,
  { q, limit }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const words = wordsOf(q);
  const numbered = await byNumber(call, words.number);
  const { found, more } = await bestMatches(call, words, limit);
  const ids = [...new Set([...numbered, ...found.map(({ ticket_id }) => ticket_id)])].slice(
    0,
    limit,
  );
  const summaries = new Map(
    (await summariesOf(call.db, call.agent, ids)).map((ticket) => [ticket.id, ticket]),
  );
  const messageOf = new Map(found.map(({ ticket_id, message_id }) => [ticket_id, message_id]));
  const texts = await textsOf(
    call,
    ids.flatMap((id) => messageOf.get(id) ?? []),
  );
  const items = ids.flatMap((id): SearchHit[] => {
    const ticket = summaries.get(id);
    if (!ticket) return [];
    const messageId = messageOf.get(id) ?? null;
    const text = (messageId ? texts.get(messageId) : undefined) ?? ticket.preview;
    return [
      {
        ticket,
        messageId: messageId && texts.has(messageId) ? messageId : null,
        excerpt: excerptOf(text, words),
      },
    ];
  });
  return { items, nextCursor: null, more };
}

async function byNumber({ db, agent }: Call, number: number | null): Promise<string[]> {
  if (number === null) return [];
  const rows = await visibleTicketIds(db, agent).where("tickets.number", "=", number).execute();
  return rows.map(({ id }) => id);
}

async function textsOf({ db, agent }: Call, messageIds: string[]): Promise<Map<string, string>> {
  const rows = await messageWords(db, agent.deskId, messageIds);
  return new Map(rows.map(({ id, visible_text, text }) => [id, visible_text ?? text]));
}
