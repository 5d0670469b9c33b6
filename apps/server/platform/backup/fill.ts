/**
 * Fills an empty, migrated database and its folders from a verified backup.
 */
import { mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type pg from "pg";
import { type Entry, readArchive, sums } from "./archive.ts";
import { type Ending, endingSchema, type Manifest } from "./manifest.ts";
import type { RestoreTarget } from "./target.ts";
import { type RowWriter, writeRows } from "./rows.ts";
import { removeRules } from "./rules.ts";

/**
 * Rows in one transaction; files and key are laid beside and take their place before it is committed: files without
 * rows harm nobody, rows without their files are a loss.
 */
export async function fill(
  target: RestoreTarget,
  file: string,
  manifest: Manifest,
): Promise<Ending> {
  const drafts = draftsOf(target);
  await clear(drafts);
  await mkdir(drafts.files, { recursive: true, mode: 0o700 });
  const client = await target.pool.connect();
  try {
    await client.query("begin");
    const ending = await fillTables(client, drafts, file, manifest);
    await takePlace(drafts, target);
    await client.query("commit");
    return ending;
  } catch (error) {
    await client.query("rollback").catch(() => {});
    await clear(drafts);
    throw error;
  } finally {
    client.release();
  }
}

type Places = Pick<RestoreTarget, "files" | "secretKeyFile">;

function draftsOf({ files, secretKeyFile }: Places): Places {
  return { files: `${files}.restoring`, secretKeyFile: `${secretKeyFile}.restoring` };
}

async function clear({ files, secretKeyFile }: Places) {
  await rm(files, { recursive: true, force: true });
  await rm(secretKeyFile, { force: true });
}

/** What lay there before is moved aside, never deleted. */
async function takePlace(drafts: Places, target: Places) {
  const aside = `before-restore-${new Date().toISOString().replace(/[:.]/g, "-")}`;
  for (const [from, to] of [
    [drafts.files, target.files],
    [drafts.secretKeyFile, target.secretKeyFile],
  ] as const) {
    if (await exists(to)) await rename(to, `${to}.${aside}`);
    await rename(from, to);
  }
}

async function fillTables(
  client: pg.PoolClient,
  drafts: Places,
  file: string,
  manifest: Manifest,
): Promise<Ending> {
  const names = manifest.tables.map(({ name }) => name);
  await client.query(`truncate ${names.join(", ")}`);
  const putRulesBack = await removeRules(client, names);
  const rows = writeRows(client, manifest.tables);

  let ending: Ending | undefined;
  for await (const entry of readArchive(file)) {
    if (entry.name === "ending.json")
      ending = endingSchema.parse(JSON.parse(entry.bytes.toString("utf8")));
    else await place(entry, rows, drafts);
  }
  if (!ending) throw new Error("The backup has no ending.");
  refuseMissingRows(await rows.end(), ending);
  await putRulesBack();
  await settle(client, ending);
  return ending;
}

async function place({ name, bytes }: Entry, rows: RowWriter, drafts: Places) {
  const [kind, ...rest] = name.split("/");
  if (kind === "tables" && rest[0]) return rows.write(rest[0], bytes);
  if (kind === "files") return keepFile(join(drafts.files, ...refuseClimbing(rest)), bytes);
  if (name === "secret.key") return writeFile(drafts.secretKeyFile, bytes, { mode: 0o600 });
  if (name !== "manifest.json" && name !== sums)
    throw new Error(`The backup holds ${name}, which is unknown.`);
}

/** A backup may come from anywhere: its names stay below the folder. */
function refuseClimbing(parts: string[]) {
  if (parts.every((part) => /^[\w-]+(\.[\w-]+)*$/.test(part))) return parts;
  throw new Error(
    `The backup holds a file of the name ${parts.join("/")}, which is not one of ours.`,
  );
}

async function keepFile(path: string, bytes: Buffer) {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, bytes, { mode: 0o600, flush: true });
}

function refuseMissingRows(written: Map<string, number>, { rows }: Ending) {
  const wrong = Object.entries(rows).find(([name, count]) => (written.get(name) ?? 0) !== count);
  if (wrong)
    throw new Error(
      `The backup names ${wrong[1]} rows of ${wrong[0]}, but holds ${written.get(wrong[0]) ?? 0}.`,
    );
}

/** Counters go on where they were; jobs that a worker held are free again; old cursors are told to start anew. */
async function settle(client: pg.PoolClient, { sequences }: Ending) {
  for (const { name, value, called } of sequences) {
    await client.query("select setval(to_regclass($1), $2, $3) where to_regclass($1) is not null", [
      name,
      value,
      called,
    ]);
  }
  await client.query(
    "update graphile_worker._private_jobs set locked_at = null, locked_by = null where locked_at is not null",
  );
  await client.query(
    "update graphile_worker._private_job_queues set locked_at = null, locked_by = null where locked_at is not null",
  );
  await client.query("update installation set epoch = default");
}

async function exists(path: string) {
  return stat(path).then(
    () => true,
    () => false,
  );
}
