/**
 * The examination: every part of an installation that can be wrong, each with a sentence.
 */
import pg from "pg";
import { type Config, readConfig } from "#platform/config.ts";
import { makeLog, type Say } from "#platform/log.ts";
import { startPostgres } from "#platform/postgres/server.ts";
import type { Postgres } from "#platform/postgres/running.ts";
import { placesOf } from "../house.ts";
import { clock, jobs, ledger, running, schema, server } from "./database.ts";
import type { Finding } from "./finding.ts";
import { dataFolder, hasDatabase, node, secretKey } from "./machine.ts";
import { incoming, outgoing, web } from "./network.ts";

/** Looks only; where the database does not run, it is started for the examination. */
export async function examine(say: Say): Promise<Finding[]> {
  const config = readConfig();
  const before = [node(), ...(await dataFolder(config)), await secretKey(config)];
  if (!(await hasDatabase(config))) return [...before, untouched, await outgoing(config)];
  const postgres = await start(config, say).catch((error: Error) => error);
  if (postgres instanceof Error) {
    return [
      ...before,
      { state: "wrong", what: "database", detail: postgres.message },
      await outgoing(config),
    ];
  }
  try {
    return [...before, ...(await examineDatabase(config, postgres))];
  } finally {
    await postgres.stop();
  }
}

const untouched: Finding = {
  state: "warn",
  what: "database",
  detail: "there is none yet; the first start makes it",
};

function start(config: Config, say: Say) {
  const log = makeLog({ ...config, LOG_LEVEL: "silent" });
  return startPostgres({ ...placesOf(config), say, log, patience: 5_000 });
}

async function examineDatabase(config: Config, postgres: Postgres): Promise<Finding[]> {
  const client = new pg.Client({ ...postgres.connection, application_name: "sportello doctor" });
  client.on("error", () => {});
  await client.connect();
  try {
    const serves = await running(client);
    const tables = await schema(client);
    const contents =
      tables.state === "wrong" ? [] : [await jobs(client, serves), await ledger(client, serves)];
    const doors = [
      await web(config, serves),
      ...(await incoming(config, serves)),
      await outgoing(config),
    ];
    return [await server(client), tables, ...contents, await clock(client), ...doors];
  } finally {
    await client.end();
  }
}
