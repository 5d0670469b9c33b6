/**
 * Writes `db/schema.sql` and the types of the tables from a database that the migrations just made.
 *
 *     node tools/schema/dump.ts            writes both
 *     node tools/schema/dump.ts --check    fails when one of them is not what the migrations give
 */
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { migrate } from "#platform/migrate.ts";
import { ownCluster, testPool } from "#testkit/cluster.ts";
import pg from "pg";
import { type Catalogue, readCatalogue } from "./catalogue.ts";
import { schemaSql } from "./sql.ts";
import { schemaTypes } from "./types.ts";

const root = join(import.meta.dirname, "../..");
const check = process.argv.includes("--check");

const catalogue = await migratedCatalogue();
const stale = [
  await settle("db/schema.sql", schemaSql(catalogue)),
  await settle("apps/server/platform/schema.gen.ts", formatted(schemaTypes(catalogue))),
].filter((file) => file !== undefined);

if (stale.length > 0) {
  console.error(
    `Not what the migrations give: ${stale.join(", ")}. Run: node tools/schema/dump.ts`,
  );
  process.exitCode = 1;
}

async function migratedCatalogue(): Promise<Catalogue> {
  const cluster = await ownCluster();
  try {
    const pool = testPool({ connectionString: cluster.connectionString });
    await migrate(pool, { say: () => {} });
    await pool.end();
    const client = new pg.Client(cluster.connectionString);
    await client.connect();
    const read = await readCatalogue(client);
    await client.end();
    return read;
  } finally {
    await cluster.remove();
  }
}

/** Gives the name of a file that is not as it should be, when it may not be written. */
async function settle(file: string, text: string): Promise<string | undefined> {
  const path = join(root, file);
  const now = await readFile(path, "utf8").catch(() => "");
  if (now === text) return undefined;
  if (check) return file;
  await writeFile(path, text);
  console.log(`wrote ${file}`);
  return undefined;
}

function formatted(code: string) {
  const oxfmt = join(root, "node_modules/.bin/oxfmt");
  return execFileSync(oxfmt, ["--stdin-filepath", "schema.gen.ts"], {
    input: code,
    cwd: root,
    encoding: "utf8",
  });
}
