import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { createInterface } from "node:readline/promises";
import { emptyDatabase, isUsed, restoreBackup } from "#platform/backup/restore.ts";
import { verifyArchive } from "#platform/backup/archive.ts";
import { backUpBefore } from "#platform/backup/upgrade.ts";
import { secretKeyFile } from "#platform/secret.ts";
import { type AddCommand, type House, inHouse, say } from "./house.ts";

export const restore: AddCommand = (program) => {
  program
    .command("restore")
    .description("bring a backup back into an empty database; the server must not run")
    .argument("<file>", "a file written by sportello backup")
    .option("--replace", "when the database is in use: back it up, then replace all of it")
    .action(async (file: string, options: { replace?: boolean }) => {
      await stat(file);
      await inHouse((house) => bringBack(house, resolve(file), options.replace ?? false), {
        migrates: false,
      });
    });
};

async function bringBack(house: House, file: string, replace: boolean) {
  const { config, database, files } = house;
  await refuseOtherSessions(house);
  await verifyArchive(file);
  if (await isUsed(database.pool)) await makeRoom(house, replace);

  const ending = await restoreBackup(
    { pool: database.pool, files, secretKeyFile: secretKeyFile(config), say },
    file,
  );
  const total = Object.values(ending.rows).reduce((sum, number) => sum + number, 0);
  console.log(`Restored ${total} rows and ${ending.files} files.`);
  if (config.SECRET_KEY)
    say("SECRET_KEY is set in the environment: it has to be the one of the backup.");
}

/** Somebody who works on while rows are replaced would write into the new ones. */
async function refuseOtherSessions({ database }: House) {
  const { rowCount } = await database.pool.query(
    `select 1 from pg_stat_activity
     where datname = current_database() and backend_type = 'client backend' and application_name like 'sportello%'
       and pid <> pg_backend_pid()`,
  );
  if (rowCount)
    throw new Error("The server is running on this database. Stop it first, then restore.");
}

async function makeRoom(house: House, replace: boolean) {
  if (!replace && !(await agrees())) {
    throw new Error(
      "The database is in use, and nothing was changed. --replace backs it up and replaces all of it.",
    );
  }
  const saved = await backUpBefore("restore", house);
  await emptyDatabase(house.database.pool);
  say(`What was there is in ${saved}.`);
}

async function agrees(): Promise<boolean> {
  if (!process.stdin.isTTY) return false;
  const asked = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asked.question(
    "The database is in use. Back it up and replace ALL of it? Type replace: ",
  );
  asked.close();
  return answer.trim() === "replace";
}
