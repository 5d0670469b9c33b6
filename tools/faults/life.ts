/**
 * A life: the program's way to the database for as long as it lives. It ends at a chosen statement as by SIGKILL: the
 * statement is on its way or was never sent, the lines break, and nothing that waited for an answer goes on.
 *
 * A process costs seconds to start again, a life milliseconds: a hundred of them fit into the suite. The real SIGKILLs,
 * which also try what is not said to the database, are in `faults.ts`.
 */
import type pg from "pg";
import type { Log } from "#platform/log.ts";
import { type Db, openDatabase } from "#platform/db.ts";

export type Life = {
  db: Db;
  /** Dies at the n-th statement from now on. */
  dieAt(statement: number, sent: boolean): void;
  died: Promise<void>;
  /** Ends it decently. */
  close(): Promise<void>;
};

/** What nobody ever hears of again. */
const never = new Promise<never>(() => undefined);

export function newLife(at: pg.PoolConfig, log: Log): Life {
  const { db, pool, close } = openDatabase({ ...at, max: 6 }, log);
  const clients = new Set<pg.PoolClient>();
  const end = Promise.withResolvers<void>();
  const fate = { left: Infinity, sent: false, dead: false };
  const die = () => {
    fate.dead = true;
    for (const client of clients) lineOf(client).destroy();
    end.resolve();
  };
  pool.on("connect", (client) => {
    clients.add(client);
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<unknown>;
    const mortal = async (...args: unknown[]) => {
      if (fate.dead) return never;
      fate.left -= 1;
      if (fate.left < 0) {
        if (fate.sent) void query(...args).catch(() => undefined);
        die();
        return never;
      }
      const answer = await query(...args).catch((error: unknown) =>
        fate.dead ? never : fails(error),
      );
      return fate.dead ? never : answer;
    };
    client.query = mortal as unknown as typeof client.query;
  });
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = (async () => {
    const client = await (fate.dead ? never : connect().catch((error: unknown) => fails(error)));
    return fate.dead ? never : client;
  }) as typeof pool.connect;
  return {
    db,
    dieAt: (statement, sent) => void Object.assign(fate, { left: statement - 1, sent }),
    died: end.promise,
    close: () => (fate.dead ? Promise.resolve() : close()),
  };
}

function fails(error: unknown): never {
  throw error;
}

function lineOf(client: pg.PoolClient): { destroy(): void } {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } };
  return connection.stream;
}
