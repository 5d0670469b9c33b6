/**
 * The way to PostgreSQL: one pool, typed queries on it.
 *
 * int8 is a number here (counts, sequence numbers below 2^53), set per pool so that other users of `pg` keep theirs.
 */
import { Kysely, PostgresDialect, type RawBuilder, sql, type Transaction } from "kysely";
import pg from "pg";
import type { Log } from "./log.ts";
import { prepareRepeated } from "./prepared.ts";
import type { DB } from "./schema.gen.ts";

export type Db = Kysely<DB>;
export type Tx = Transaction<DB>;

export type Database = { db: Db; pool: pg.Pool; close(): Promise<void> };

export function openDatabase(at: pg.PoolConfig, log: Log): Database {
  const types = { getTypeParser };
  const pool = new pg.Pool({ ...at, types, application_name: "sportello" });
  // Without these two listeners a stopped server would end this process.
  pool.on("error", (error) => log.warn({ err: error }, "an idle database connection was lost"));
  pool.on("connect", (client) => client.on("error", () => undefined));
  prepareRepeated(pool, types);
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool }) });
  repeatDeadlocked(db, log);
  return { db, pool, close: () => pool.end() };
}

/**
 * Of transactions that wait for each other PostgreSQL ends one. Nothing of it is kept and the other goes on, so it is
 * run again: its body must do nothing but ask the database.
 */
function repeatDeadlocked(db: Db, log: Log) {
  const begin = db.transaction.bind(db);
  const repeated = async <T>(run: (tx: Tx) => Promise<T>, triesLeft: number): Promise<T> => {
    try {
      return await begin().execute(run);
    } catch (error) {
      if (triesLeft === 0 || !isDeadlock(error)) throw error;
      log.warn({ err: error }, "two transactions waited for each other; one is run again");
      return repeated(run, triesLeft - 1);
    }
  };
  db.transaction = () => {
    const builder = begin();
    builder.execute = (run) => repeated(run, 3);
    return builder;
  };
}

function isDeadlock(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "40P01";
}

/** A piece without values, compiled once; for what every request would otherwise build and compile anew. */
export function asText<T>(piece: RawBuilder<unknown>): RawBuilder<T> {
  const compiler = new Kysely<DB>({ dialect: new PostgresDialect({ pool: new pg.Pool() }) });
  const { sql: text, parameters } = piece.compile(compiler);
  if (parameters.length > 0) throw new Error(`not a piece without values: ${text}`);
  return sql.raw<T>(text);
}

function getTypeParser(oid: number, format?: "text" | "binary") {
  if (oid === int8) return Number;
  if (oid === uuids && format !== "binary") return parseIds;
  return oid === timestamptz && format !== "binary"
    ? parseMoment
    : pg.types.getTypeParser(oid, format);
}

const int8: number = pg.types.builtins.INT8;
const timestamptz: number = pg.types.builtins.TIMESTAMPTZ;
const uuids = 2951;
const parseAnyMoment = pg.types.getTypeParser(timestamptz, "text") as (text: string) => Date;

/** Ids are written without quotes, so that a list of them needs no reader of its own; nothing of ours holds a null. */
function parseIds(text: string): string[] {
  return text === "{}" ? [] : text.slice(1, -1).split(",");
}

/** A list has hundreds of moments, all of them in UTC and in our era: those the engine reads five times as fast. */
function parseMoment(text: string): Date {
  return text.length < 30 && text[4] === "-" && text.endsWith("+00")
    ? new Date(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`)
    : parseAnyMoment(text);
}

const away = new Set([
  "57P01",
  "57P02",
  "57P03",
  "08000",
  "08001",
  "08003",
  "08006",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOENT",
]);

/** What the driver says, without a code, on a line that has broken. */
const lostLine =
  /^(Connection terminated|Client has encountered a connection error|Client was closed)/;

/** The server is restarting or unreachable: worth another try, never the caller's fault. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return away.has(code) || lostLine.test(error.message);
}

/** A unique index said no; `constraint` names which. */
export function isDouble(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    "code" in error &&
    error.code === "23505" &&
    "constraint" in error &&
    error.constraint === constraint
  );
}
