/**
 * Finding tickets by words. A common word is in most messages, so ranking every match would take a second:
 * the newest matches are ranked, and the answer says when there are more.
 */
import { type RawBuilder, sql } from "kysely";
import type { InputOf, OutputOf } from "#contract/operation.ts";
import type { search as contract, SearchHit } from "#contract/search.ts";
import { messageWords, summariesOf, visibleTicketIds } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import { excerptOf } from "./excerpt.ts";
import { type Words, wordsOf } from "./query.ts";

/** Ranked of all matches; beyond, the newest win. */
const mostRanked = 2000;

type Found = { ticket_id: string; message_id: string; rank: number; ranked: number };

export async function search(
  call: Call,
  { q, limit }: InputOf<typeof contract>,
): Promise<OutputOf<typeof contract>> {
  const words = wordsOf(q);
  const [numbered, found] = [await byNumber(call, words.number), await byWords(call, words, limit)];
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
  return { items, nextCursor: null, more: (found[0]?.ranked ?? 0) >= mostRanked };
}

async function byNumber({ db, agent }: Call, number: number | null): Promise<string[]> {
  if (number === null) return [];
  const rows = await visibleTicketIds(db, agent).where("tickets.number", "=", number).execute();
  return rows.map(({ id }) => id);
}

async function byWords({ db, agent }: Call, words: Words, limit: number): Promise<Found[]> {
  const query = tsquery(words);
  if (!query) return [];
  const { rows } = await sql<Found>`
    with matches as materialized (
      select ticket_id, message_id, at, words from search_entries
      where desk_id = ${agent.deskId} and words @@ ${query} and ticket_id in (${visibleTicketIds(db, agent)})
      order by at desc limit ${mostRanked}
    ), ranked as (
      select ticket_id, message_id, at, ts_rank(array[0.2, 0.3, 0.6, 1.0], words, ${query})::float8 as rank from matches
    ), best as (
      select distinct on (ticket_id) ticket_id, message_id, at, rank from ranked order by ticket_id, rank desc, at desc
    )
    select ticket_id, message_id, rank, (select count(*) from matches)::int as ranked
    from best order by rank desc, at desc limit ${limit}`.execute(db);
  return rows;
}

/** Each word as written, and stemmed in English and in Italian; all words must be there. */
function tsquery({ whole, begun }: Words): RawBuilder<unknown> | null {
  const parts = [
    ...whole.map((word) => anyReading(quoted(word))),
    ...(begun ? [anyReading(quoted(begun), ":*")] : []),
  ];
  if (parts.length === 0) return null;
  return sql`(${sql.join(parts, sql` && `)})`;
}

function anyReading(word: string, begun = ""): RawBuilder<unknown> {
  return sql`(to_tsquery('plain_words', ${word + begun}) || to_tsquery('english', ${word}) || to_tsquery('italian', ${word}))`;
}

function quoted(word: string) {
  return `'${word.replaceAll("\\", "").replaceAll("'", "''")}'`;
}

async function textsOf({ db, agent }: Call, messageIds: string[]): Promise<Map<string, string>> {
  const rows = await messageWords(db, agent.deskId, messageIds);
  return new Map(rows.map(({ id, visible_text, text }) => [id, visible_text ?? text]));
}
