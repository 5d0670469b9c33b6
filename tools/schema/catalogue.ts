/**
 * What the database really is, read from PostgreSQL's catalogue. The same on 15 and on 18.
 */
import type { Client } from "pg";

export type Column = {
  name: string;
  type: string;
  notNull: boolean;
  /** `always` and `default` are identities, `stored` is computed from others. */
  made: "always" | "default" | "stored" | null;
  expression: string | null;
  /** How long values are kept, where it is not the type's own way. */
  storage: string | null;
};

export type Constraint = {
  name: string;
  kind: "p" | "u" | "f" | "c" | "x";
  definition: string;
  columns: string[];
};

export type Table = {
  name: string;
  unlogged: boolean;
  options: string[];
  columns: Column[];
  constraints: Constraint[];
  indexes: string[];
  triggers: string[];
};

export type Catalogue = {
  extensions: string[];
  types: { name: string; labels: string[] }[];
  tables: Table[];
  views: { name: string; definition: string }[];
  functions: string[];
};

export async function readCatalogue(db: Client): Promise<Catalogue> {
  const list = async <Row extends object>(sql: string) => (await db.query<Row>(sql)).rows;
  const columns = await list<Column & { on: string }>(columnsSql);
  const constraints = await list<Constraint & { on: string }>(constraintsSql);
  const indexes = await list<Part>(indexesSql);
  const triggers = await list<Part>(triggersSql);
  const tables = await list<{ name: string; unlogged: boolean; options: string[] }>(tablesSql);
  return {
    extensions: (await list<{ name: string }>(extensionsSql)).map(({ name }) => name),
    types: await list(typesSql),
    tables: tables.map((table) => ({
      ...table,
      columns: of(columns, table),
      constraints: of(constraints, table),
      indexes: of(indexes, table).map(({ definition }) => definition),
      triggers: of(triggers, table).map(({ definition }) => definition),
    })),
    views: await list(viewsSql),
    functions: (await list<{ definition: string }>(functionsSql)).map(
      ({ definition }) => definition,
    ),
  };
}

type Part = { on: string; definition: string };

function of<Row extends { on: string }>(rows: Row[], table: { name: string }) {
  return rows.filter(({ on }) => on === table.name);
}

const tablesSql = `
  select relname as name, relpersistence = 'u' as unlogged, coalesce(reloptions, '{}') as options
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')
  order by relname collate "C"`;

const columnsSql = `
  select c.relname as on, a.attname as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as "notNull",
    case when a.attidentity = 'a' then 'always' when a.attidentity = 'd' then 'default'
      when a.attgenerated <> '' then 'stored' end as made,
    pg_get_expr(d.adbin, d.adrelid) as expression,
    case when a.attstorage <> t.typstorage
      then case a.attstorage when 'e' then 'external' when 'p' then 'plain' when 'm' then 'main' else 'extended' end
    end as storage
  from pg_attribute a
    join pg_class c on c.oid = a.attrelid and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
    join pg_type t on t.oid = a.atttypid
    left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
  where a.attnum > 0 and not a.attisdropped
  order by c.relname collate "C", a.attnum`;

/** Since 18, "not null" is a constraint of its own there; we read it from the column on both. */
const constraintsSql = `
  select c.relname as on, o.conname as name, o.contype as kind, pg_get_constraintdef(o.oid) as definition,
    array(select a.attname::text from unnest(o.conkey) k join pg_attribute a on a.attrelid = o.conrelid and a.attnum = k)
      as columns
  from pg_constraint o join pg_class c on c.oid = o.conrelid and c.relnamespace = 'public'::regnamespace
  where o.contype in ('p', 'u', 'f', 'c', 'x')
  order by c.relname collate "C", position(o.contype::text in 'puxcf'), o.conname collate "C"`;

const indexesSql = `
  select c.relname as on, pg_get_indexdef(i.indexrelid) as definition
  from pg_index i join pg_class c on c.oid = i.indrelid and c.relnamespace = 'public'::regnamespace
    join pg_class n on n.oid = i.indexrelid
  where not exists (select from pg_constraint o where o.conindid = i.indexrelid and o.contype in ('p', 'u', 'x'))
  order by c.relname collate "C", n.relname collate "C"`;

const triggersSql = `
  select c.relname as on, pg_get_triggerdef(t.oid) as definition
  from pg_trigger t join pg_class c on c.oid = t.tgrelid and c.relnamespace = 'public'::regnamespace
  where not t.tgisinternal
  order by c.relname collate "C", t.tgname collate "C"`;

const extensionsSql = `select extname as name from pg_extension where extname <> 'plpgsql' order by extname collate "C"`;

const typesSql = `
  select t.typname as name, array(select enumlabel::text from pg_enum e where e.enumtypid = t.oid order by enumsortorder)
    as labels
  from pg_type t where t.typnamespace = 'public'::regnamespace and t.typtype = 'e' order by t.typname collate "C"`;

const viewsSql = `
  select relname as name, pg_get_viewdef(oid) as definition
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm') order by relname collate "C"`;

/** Functions of extensions are theirs. */
const functionsSql = `
  select pg_get_functiondef(p.oid) as definition
  from pg_proc p
  where p.pronamespace = 'public'::regnamespace and p.prokind in ('f', 'p')
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by p.proname collate "C", pg_get_function_identity_arguments(p.oid) collate "C"`;
