/**
 * What of the database belongs into a backup.
 */
import type { ClientBase } from "pg";

export type BackupTable = { name: string; columns: string[] };
export type Sequence = { name: string; value: string; called: boolean };

/**
 * Every kept table of ours and of the job queue, with the columns that can be written back. Not in it: unlogged tables
 * (who is looking at what), computed columns, and transaction numbers, which mean nothing in another cluster.
 */
export async function backupTables(db: ClientBase): Promise<BackupTable[]> {
  const { rows } = await db.query<BackupTable>(`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name,
      array(select quote_ident(a.attname) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
          and a.atttypid not in ('xid'::regtype, 'xid8'::regtype)
        order by a.attnum) as columns
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'graphile_worker') and c.relkind = 'r' and c.relpersistence = 'p'
      and (n.nspname, c.relname) not in (('public', 'schema_migrations'), ('graphile_worker', 'migrations'))
      and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    order by n.nspname desc, c.relname`);
  return rows;
}

export async function sequences(db: ClientBase): Promise<Sequence[]> {
  const { rows } = await db.query<{ name: string }>(`
    select quote_ident(n.nspname) || '.' || quote_ident(c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname in ('public', 'graphile_worker') and c.relkind = 'S' order by 1`);
  const found: Sequence[] = [];
  for (const { name } of rows) {
    const state = await db.query<{ value: string; called: boolean }>(
      `select last_value::text as value, is_called as called from ${name}`,
    );
    found.push({ name, value: "1", called: false, ...state.rows[0] });
  }
  return found;
}
