/**
 * The messages in which words were found, best first.
 *
 * A common word is in most messages: ranking every match would take seconds, and so would walking the whole history
 * for words that are common but never together. So there are three ways, each for what is dear to the one before it.
 */
import { type RawBuilder, sql } from "kysely";
import { visibleTicketIds } from "#modules/tickets";
import type { Call } from "#platform/call.ts";
import type { Words } from "./query.ts";

/** Ranked of all matches; beyond, the newest win. */
const mostRanked = 2000;
/** With as many matches among the newer ones, nobody misses the older: the words are common. */
const enough = 200;
/** Newest entries that are looked through one by one, which costs a microsecond each. */
const newest = 20_000;
/** Newest matches of the whole history whose tickets are looked up one by one, which costs five. */
const mostLookedUp = 5000;

type Found = { ticket_id: string; message_id: string };
type Ranked = { found: Found[]; ranked: number; cut: boolean };
type Way = {
  /** What both read: nothing, or a CTE with its comma. */
  before: RawBuilder<unknown>;
  /** Columns `ticket_id, message_id, at, words`. */
  matches: RawBuilder<unknown>;
  /** There may be matches beyond these. */
  cut: RawBuilder<boolean>;
};

/** `more` says that there may be matches which were not ranked. */
export async function bestMatches(
  call: Call,
  words: Words,
  limit: number,
): Promise<{ found: Found[]; more: boolean }> {
  const query = tsquery(words);
  let best: Ranked = { found: [], ranked: 0, cut: false };
  if (!query) return { found: best.found, more: false };
  for (const way of waysTo(call, words, query)) {
    best = await rank(call, query, way, limit);
    if (best.ranked >= enough || !best.cut) break;
  }
  return { found: best.found, more: best.cut || best.ranked >= mostRanked };
}

/** Each is taken when the one before ended too early. */
function waysTo(call: Call, words: Words, query: RawBuilder<unknown>): Way[] {
  const { whole, begun } = words;
  const finished = begun ? tsquery({ ...words, whole: [...whole, begun], begun: null }) : null;
  return [
    amongNewest(call, query),
    // An unfinished word costs the index five times a finished one, and most are finished before Enter.
    ...(finished ? [{ ...newestOfAll(call, finished), cut: sql<boolean>`true` }] : []),
    newestOfAll(call, query),
    amongMine(call, query),
  ];
}

async function rank(
  { db }: Call,
  query: RawBuilder<unknown>,
  { before, matches, cut }: Way,
  limit: number,
): Promise<Ranked> {
  const { rows } = await sql<Ranked>`
    with ${before} matches as materialized (${matches}), ranked as (
      select ticket_id, message_id, at, ts_rank(array[0.2, 0.3, 0.6, 1.0], words, ${query})::float8 as rank from matches
    ), best as (
      select distinct on (ticket_id) ticket_id, message_id, at, rank from ranked order by ticket_id, rank desc, at desc
    ), shown as (select * from best order by rank desc, at desc limit ${limit})
    select (select count(*) from matches)::int as ranked, ${cut} as cut,
      coalesce((select json_agg(shown order by rank desc, at desc) from shown), '[]') as found`.execute(
    db,
  );
  const [best] = rows;
  if (!best) throw new Error("a count answers one row");
  return best;
}

/** For words that are in many messages: a walk back in time that ends at the window. */
function amongNewest({ db, agent }: Call, query: RawBuilder<unknown>): Way {
  const matches = sql`
    select ticket_id, message_id, at, words from (
      select * from search_entries where desk_id = ${agent.deskId} order by at desc limit ${newest}
    ) entry
    where words @@ ${query} and ticket_id in (${visibleTicketIds(db, agent)})
    order by at desc limit ${mostRanked}`;
  const cut = sql<boolean>`exists (
    select from search_entries where desk_id = ${agent.deskId} order by at desc offset ${newest} limit 1)`;
  return { before: sql``, matches, cut };
}

/** For words that are in few, or common but rarely together. Ordered by an expression: an index by time would be walked. */
function newestOfAll({ db, agent }: Call, query: RawBuilder<unknown>): Way {
  const before = sql`every as materialized (
    select message_id, ticket_id, at from search_entries
    where desk_id = ${agent.deskId} and words @@ ${query}
    order by extract(epoch from at) desc limit ${mostLookedUp}
  ),`;
  const matches = sql`
    select e.ticket_id, e.message_id, e.at, e.words from (
      select message_id from every
      where (${visibleTicketIds(db, agent).where("tickets.id", "=", sql<string>`every.ticket_id`)}) is not null
      order by at desc limit ${mostRanked}
    ) mine
    join search_entries e on e.desk_id = ${agent.deskId} and e.message_id = mine.message_id`;
  const cut = sql<boolean>`(select count(*) >= ${mostLookedUp} from every)`;
  return { before, matches, cut };
}

/** For somebody who sees few tickets: how to go about it depends on their rights, so the planner decides. */
function amongMine({ db, agent }: Call, query: RawBuilder<unknown>): Way {
  const matches = sql`
    select ticket_id, message_id, at, words from search_entries
    where desk_id = ${agent.deskId} and words @@ ${query} and ticket_id in (${visibleTicketIds(db, agent)})
    order by extract(epoch from at) desc limit ${mostRanked}`;
  return { before: sql``, matches, cut: sql<boolean>`false` };
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
