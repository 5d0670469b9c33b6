/**
 * Nudges between processes: PostgreSQL's LISTEN and NOTIFY on one connection of its own.
 * A nudge may be lost (a restart of the database), so whoever depends on one also looks by the clock.
 */
import { sql } from "kysely";
import pg from "pg";
import type { Db, Tx } from "./db.ts";
import { eventChannel } from "./events.ts";
import type { Log } from "./log.ts";

const signalChannel = "sportello_signals";

/** Something of the moment, for open sockets only: it is in no log and nobody misses it afterwards. */
export type Signal =
  | { kind: "presence"; deskId: string; ticketId: string }
  | { kind: "notification"; deskId: string; userId: string }
  | {
      kind: "draft" | "read";
      deskId: string;
      userId: string;
      ticketNumber: number;
      tabId: string | null;
    };

/** Sent at the commit of the caller's transaction. */
export async function signal(tx: Tx | Db, what: Signal): Promise<void> {
  await sql`select pg_notify(${signalChannel}, ${JSON.stringify(what)})`.execute(tx);
}

export type Nudges = { close(): Promise<void> };

export async function hearNudges(
  at: pg.PoolConfig,
  log: Log,
  hear: { events(): void; signal(what: Signal): void },
): Promise<Nudges> {
  let closed = false;
  let client: pg.Client | null = null;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ ...at, application_name: "sportello nudges" });
    client = next;
    next.on("error", () => undefined);
    next.on("end", () => again());
    next.on("notification", ({ channel, payload }) => {
      if (channel === eventChannel) hear.events();
      else if (payload) hear.signal(JSON.parse(payload) as Signal);
    });
    await next.connect();
    await next.query(`listen ${eventChannel}; listen ${signalChannel}`);
    hear.events();
  };
  const again = () => {
    if (closed) return;
    setTimeout(() => {
      if (!closed)
        void connect().catch((error: unknown) =>
          log.debug({ err: error }, "nudges are not back yet"),
        );
    }, 500);
  };
  await connect();
  return {
    close: async () => {
      closed = true;
      await client?.end();
    },
  };
}
