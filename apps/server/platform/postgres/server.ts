/**
 * Our own PostgreSQL: started, watched and stopped with this program.
 *
 * The hard parts are told in `docs/subsystems/embedded-postgresql.md`.
 */
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type pg from "pg";
import type { Log, Say } from "../log.ts";
import { prepareCluster, user } from "./cluster.ts";
import { type Engine, findEngine } from "./engine.ts";
import { reachServer } from "./foreign.ts";
import { type Home, settleHome, warnOfFullDisk } from "./home.ts";
import {
  lastWords,
  launch,
  type Postmaster,
  removeStalePid,
  rotateLog,
  runningPostmaster,
} from "./postmaster.ts";
import type { Connection, Postgres } from "./running.ts";
import {
  createDatabase,
  hangUp,
  isOwned,
  own,
  ownerGone,
  socketPort,
  whenReady,
} from "./session.ts";
import type { Settings } from "./settings.ts";

export type PostgresOptions = {
  dataDir: string;
  log: Log;
  say: Say;
  pgBin?: string | undefined;
  /** Uses this server and starts nothing. */
  databaseUrl?: string | undefined;
  /** Folder of engine copies, when it is not that of the data folder. */
  engines?: string | undefined;
  settings?: Settings | undefined;
  /** How long a start is tried, in milliseconds. */
  patience?: number | undefined;
};

export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  if (options.databaseUrl) return reachServer(options.databaseUrl, options.say, options.patience);

  const home = await settleHome(options.dataDir, options.say);
  const engine = await findEngine(
    options.engines ?? join(home.base, "engine"),
    options.pgBin,
    options.say,
  );
  const cluster = await prepareCluster(home, engine, options.settings ?? {}, options.say);
  const supervisor = new Supervisor(home, engine, cluster, options);
  await supervisor.start();
  return supervisor;
}

/** What we have in hand: the server as our child, or a session on somebody else's. */
type Hold = { session: pg.Client; child?: Postmaster };

class Supervisor implements Postgres {
  readonly connection: Connection;
  readonly #home: Home;
  readonly #engine: Engine;
  readonly #cluster: string;
  readonly #log: Log;
  readonly #say: Say;
  readonly #patience: number;
  #hold: Hold | undefined;
  #stopping: Promise<void> | undefined;
  #round: NodeJS.Timeout | undefined;

  constructor(
    home: Home,
    engine: Engine,
    cluster: string,
    { log, say, patience = 60_000 }: PostgresOptions,
  ) {
    this.connection = { host: home.sockets, port: socketPort, user, database: user };
    this.#home = home;
    this.#engine = engine;
    this.#cluster = cluster;
    this.#log = log;
    this.#say = say;
    this.#patience = patience;
  }

  get owned() {
    return this.#hold?.child !== undefined;
  }

  async start() {
    this.#take(await this.#settle());
    await this.#lookAfter();
    this.#round = setInterval(() => void this.#lookAfter(), 600_000);
    this.#round.unref();
  }

  stop(): Promise<void> {
    this.#stopping ??= this.#end();
    return this.#stopping;
  }

  async #lookAfter() {
    await rotateLog(this.#home).catch(() => {});
    await warnOfFullDisk(this.#home, this.#log).catch(() => {});
  }

  async #end() {
    clearInterval(this.#round);
    const hold = this.#hold;
    if (hold) await letGo(hold);
  }

  #take(hold: Hold) {
    this.#hold = hold;
    const ended = hold.child?.ended ?? this.#ownerOf(hold.session);
    void ended.then((how) => this.#recover(how));
  }

  /** An owner that was killed together with its watchdog leaves a server that nobody would stop. */
  async #ownerOf(session: pg.Client): Promise<string> {
    if ((await ownerGone(session)) === "broken") return "its owner has stopped";
    await (await runningPostmaster(this.#cluster))?.stop();
    return "its owner was killed";
  }

  /** However the server went, somebody has to bring it back: whoever comes first owns it, the others attach. */
  async #recover(how: string) {
    if (this.#stopping) return;
    this.#log.warn({ how }, "PostgreSQL has gone; bringing it back");
    if (this.#hold) hangUp(this.#hold.session);
    this.#hold = undefined;
    for (let pause = 100; !this.#stopping; pause = Math.min(pause * 2, 5_000)) {
      try {
        await wait(pause * (0.5 + Math.random() / 2), undefined, { ref: false });
        const hold = await this.#settle();
        if (this.#stopping) await letGo(hold);
        else this.#take(hold);
        this.#log.info({ owned: this.owned }, "PostgreSQL is back");
        return;
      } catch (error) {
        this.#log.error({ err: error }, "PostgreSQL could not be brought back; trying again");
      }
    }
  }

  /** Children of a killed server may live on for seconds, and refuse every new one: hence the patience. */
  async #settle(): Promise<Hold> {
    const deadline = Date.now() + this.#patience;
    for (
      let pause = 50;
      Date.now() < deadline && !this.#stopping;
      pause = Math.min(pause * 2, 1_000)
    ) {
      const hold = (await this.#attach(deadline)) ?? (await this.#launch());
      if (hold) return hold;
      await wait(pause);
    }
    const words = await lastWords(this.#home);
    throw new Error(`PostgreSQL does not start. Its log is ${this.#home.logFile}.\n${words}`);
  }

  async #attach(deadline: number): Promise<Hold | undefined> {
    const running = await runningPostmaster(this.#cluster);
    if (!running) return undefined;
    const session = await whenReady(this.#home, async () => {
      const { pid } = (await runningPostmaster(this.#cluster)) ?? {};
      return pid !== running.pid || Date.now() > deadline;
    });
    if (!session) return undefined;
    const owned = await isOwned(session).catch(() => "gone" as const);
    if (owned === true) return { session };

    hangUp(session);
    if (owned === "gone") return undefined;
    this.#log.warn(running, "PostgreSQL was left over from a killed program; starting it anew");
    await running.stop();
    return undefined;
  }

  async #launch(): Promise<Hold | undefined> {
    if (await runningPostmaster(this.#cluster)) return undefined;
    await removeStalePid(this.#cluster);
    await rotateLog(this.#home);
    const child = await launch(this.#engine, this.#cluster, this.#home);
    let gone = false;
    void child.ended.then(() => (gone = true));
    const long = setTimeout(
      () => this.#say("PostgreSQL is recovering what was not yet in place …"),
      5_000,
    );
    const session = await whenReady(this.#home, () => gone).finally(() => clearTimeout(long));
    if (!session) return undefined;
    try {
      await own(session);
      await createDatabase(session);
      return { session, child };
    } catch (error) {
      this.#log.warn({ err: error }, "PostgreSQL went away while it was started");
      await letGo({ session, child });
      return undefined;
    }
  }
}

async function letGo({ session, child }: Hold) {
  hangUp(session);
  await child?.stop();
}
