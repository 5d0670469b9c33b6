/**
 * What records share that may be one and the same: a phone, an address, a name, a domain. Each is a key with an index,
 * read in its order, so that a page costs no more than it shows.
 */
import { type RawBuilder, sql } from "kysely";
import type { DoubleReason } from "#contract/doubles.ts";
import type { Db } from "#platform/db.ts";

/** What more than these share says nothing: a switchboard, "Info". */
const most = 10;

/** As the index has it: the key, whose it is, and which rows count. */
export type Trait = {
  reason: DoubleReason;
  from: RawBuilder<unknown>;
  key: RawBuilder<string>;
  id: RawBuilder<string>;
  only: RawBuilder<boolean>;
};

/** Those of which several have the same key. */
export type Alike = { key: string; ids: string[] };

export const traits: Record<"contact" | "company", readonly Trait[]> = {
  contact: [
    {
      reason: "phone",
      ...{ from: sql`contact_phones`, key: sql`digits`, id: sql`contact_id` },
      only: sql`length(digits) >= 6`,
    },
    {
      // The same before the @, whatever stands after a plus and wherever the dots are.
      reason: "address",
      from: sql`contact_emails`,
      key: sql`(replace(split_part(split_part(email, '@', 1), '+', 1), '.', '') || '@' || split_part(email, '@', 2))`,
      ...{ id: sql`contact_id`, only: sql`true` },
    },
    {
      // A first name alone says nothing where there is no company.
      reason: "name",
      from: sql`contacts`,
      key: sql`(lower(name) || ' / ' || coalesce(company_id::text, ''))`,
      id: sql`id`,
      only: sql`deleted_at is null and (company_id is not null or name ~ '\\S\\s+\\S')`,
    },
  ],
  company: [
    {
      reason: "domain",
      ...{ from: sql`company_domains`, key: sql`alike`, id: sql`company_id` },
      only: sql`true`,
    },
    {
      // Without accents, punctuation and legal form, as the column computes it.
      reason: "name",
      ...{ from: sql`companies`, key: sql`alike`, id: sql`id` },
      only: sql`deleted_at is null`,
    },
  ],
};

/** From this key on, in the order of the keys. */
export function alikeQuery(deskId: string, trait: Trait, from: string, rows: number) {
  return alike(deskId, trait, sql`${trait.key} >= ${from}`, rows);
}

/** Of these records, those that share this with others. */
export async function alikeAmong(
  db: Db,
  deskId: string,
  trait: Trait,
  ids: readonly string[],
): Promise<Alike[]> {
  const { key, from, id } = trait;
  const theirs = sql<boolean>`${key} in (
    select ${key} from ${from} where desk_id = ${deskId} and ${id} = any(${[...ids]}::uuid[]))`;
  return (await alike(deskId, trait, theirs, 10_000).execute(db)).rows;
}

function alike(
  deskId: string,
  { key, from, id, only }: Trait,
  where: RawBuilder<boolean>,
  rows: number,
) {
  return sql<Alike>`
    select ${key} as key, array_agg(distinct ${id}) as ids from ${from}
    where desk_id = ${deskId} and ${only} and ${where}
    group by ${key} having count(distinct ${id}) between 2 and ${sql.lit(most)}
    order by ${key} limit ${sql.lit(rows)}`;
}
