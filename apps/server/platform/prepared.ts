/**
 * Statements that come again are prepared once a connection: planning is most of the price of a short read.
 *
 * Not those that search text: a plan made for any pattern is the wrong one for most patterns.
 */
import type pg from "pg";
import { Repeated, type Shapes } from "./repeated.ts";

/** From now on, statements that come again are sent under a name, on every connection of the pool. */
export function prepareRepeated(pool: pg.Pool, types: NonNullable<pg.PoolConfig["types"]>) {
  const names = new Names();
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const shapes: Shapes = new Map();
    const run = (name: string, text: string, values: unknown[]) =>
      new Promise((resolve, reject) => {
        query(
          new Repeated({ name, text, values }, types, shapes, (error, answer) => {
            if (error === null) return resolve(answer);
            // The trace leads to who asked, not to the socket that answered.
            Error.captureStackTrace(error);
            reject(error);
          }),
        );
      });
    const named = (...args: unknown[]) => {
      const [text, values] = args;
      if (args.length !== 2 || typeof text !== "string" || !Array.isArray(values))
        return query(...args);
      const name = names.of(text);
      return name === null ? query(...args) : run(name, text, values);
    };
    client.query = named as typeof client.query;
  });
}

/** Most statements of one process that are kept prepared, on each connection. */
const most = 400;
const mostSeen = 4000;

/** A statement gets a name when it comes a second time: lists of varying length mostly come once. */
class Names {
  private named = new Map<string, string>();
  private seen = new Set<string>();

  of(text: string): string | null {
    const name = this.named.get(text);
    if (name !== undefined) return name;
    if (this.named.size >= most || searches(text)) return null;
    if (!this.seen.has(text)) {
      if (this.seen.size >= mostSeen) this.seen.clear();
      this.seen.add(text);
      return null;
    }
    this.seen.delete(text);
    this.named.set(text, `s${this.named.size + 1}`);
    return this.named.get(text) ?? null;
  }
}

function searches(text: string) {
  return / like |@@|add_job\(/.test(text);
}
