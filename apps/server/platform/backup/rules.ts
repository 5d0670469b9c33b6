/**
 * Foreign keys, secondary indexes and triggers, taken off while tables are filled and put back afterwards.
 *
 * Rows then come in any order, triggers do not fire a second time, and an index is built at once instead of row by row.
 */
import type pg from "pg";

type Rule = { off: string; on: string };

/** @returns Puts all of them back; every foreign key is checked on the way. */
export async function removeRules(
  client: pg.PoolClient,
  tables: string[],
): Promise<() => Promise<void>> {
  const rules = [
    ...(await foreignKeys(client, tables)),
    ...(await indexes(client, tables)),
    ...tables.map((name) => ({
      off: `alter table ${name} disable trigger user`,
      on: `alter table ${name} enable trigger user`,
    })),
  ];
  for (const { off } of rules) await client.query(off);
  return async () => {
    // Keys last: they are checked against the finished indexes.
    for (const { on } of rules.toReversed()) await client.query(on);
  };
}

async function foreignKeys(client: pg.PoolClient, tables: string[]): Promise<Rule[]> {
  const { rows } = await client.query<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and conrelid = any($1::regclass[]) and conparentid = 0`,
    [tables],
  );
  return rows.map(({ table, name, definition }) => ({
    off: `alter table ${table} drop constraint ${name}`,
    on: `alter table ${table} add constraint ${name} ${definition}`,
  }));
}

async function indexes(client: pg.PoolClient, tables: string[]): Promise<Rule[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition
     from pg_index i where i.indrelid = any($1::regclass[])
       and not exists (select from pg_constraint o where o.conindid = i.indexrelid)`,
    [tables],
  );
  return rows.map(({ name, definition }) => ({ off: `drop index ${name}`, on: definition }));
}
