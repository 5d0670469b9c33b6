import { mkdir, open, readdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import pg from "pg";
import { deskOf } from "./desk.ts";
import { type AddCommand, type House, inHouse, say } from "./house.ts";

export const exportDesk: AddCommand = (program) => {
  program
    .command("export")
    .description(
      "write a desk's records as JSON lines, one file a table, for other programs to read",
    )
    .argument("<folder>", "a new or empty folder")
    .action(async (folder: string, _options: object, { parent }) => {
      const host = parent?.opts()["desk"] as string | undefined;
      await inHouse((house) => writeOut(house, host, resolve(folder)));
    });
};

async function writeOut(house: House, host: string | undefined, folder: string) {
  const desk = await deskOf(house, host);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if ((await readdir(folder)).length > 0) throw new Error(`${folder} is not empty.`);
  const client = new pg.Client(house.postgres.connection);
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read, read only");
    for (const table of await tablesOfDesks(client)) {
      const rows = await writeTable(client, table, desk.id, join(folder, `${table.name}.jsonl`));
      say(`${table.name}: ${rows}`);
    }
  } finally {
    await client.end();
  }
  console.log(`${desk.name} is in ${folder}. Attached files are in ${house.files}, by their hash.`);
}

type Exported = { name: string; key: string };

/** Drafts are their writer's alone, and the outbox is a preview of what is told elsewhere. */
const leftOutTables = [
  ...["sessions", "api_tokens", "links", "recovery_codes", "attempts", "drafts", "outbox"],
  ...["presence", "search_entries"],
];
/** Secrets, hashes and the bytes of mails stay where they are: a backup has them. */
const leftOut = /(_secret|_hash|_password|^password|^raw$|^xid$|^words$|^workspace$)/;
/** A notice may be an invitation or a new password: its words hold a link that lets in whoever reads it. */
const wordsOfNotices = /^(html|text)$/;

async function tablesOfDesks(client: pg.Client): Promise<Exported[]> {
  const { rows } = await client.query<Exported>(
    `select table_name as name, case table_name when 'desks' then 'id' else 'desk_id' end as key
    from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
    where c.table_schema = 'public' and t.table_type = 'BASE TABLE'
      and (c.column_name = 'desk_id' or (c.table_name = 'desks' and c.column_name = 'id'))
      and table_name <> all ($1)
    order by table_name`,
    [leftOutTables],
  );
  return rows;
}

/** In pages of a cursor: a desk is larger than memory. */
async function writeTable(
  client: pg.Client,
  { name, key }: Exported,
  deskId: string,
  file: string,
) {
  const out = await open(file, "wx", 0o600);
  let rows = 0;
  try {
    await client.query(
      `declare export no scroll cursor for select * from ${pg.escapeIdentifier(name)} where ${key} = ${pg.escapeLiteral(deskId)}`,
    );
    for (;;) {
      const page = await client.query<Record<string, unknown>>("fetch 500 from export");
      await out.write(page.rows.map((row) => `${JSON.stringify(shown(name, row))}\n`).join(""));
      rows += page.rows.length;
      if (page.rows.length < 500) break;
    }
    await client.query("close export");
  } finally {
    await out.close();
  }
  return rows;
}

function shown(table: string, row: Record<string, unknown>) {
  const hides = (column: string) =>
    leftOut.test(column) || (table === "notices" && wordsOfNotices.test(column));
  return Object.fromEntries(Object.entries(row).filter(([column]) => !hides(column)));
}
