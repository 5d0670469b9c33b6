/**
 * Statements that come again are prepared once a connection: planning is most of the price of a short read.
 *
 * Not those that search text: a plan made for any pattern is the wrong one for most patterns.
 */
import type pg from "pg";
import { Repeated, type Statement } from "./repeated.ts";

/** From now on, statements that come again are sent under a name, on every connection of the pool. */
export function prepareRepeated(pool: pg.Pool, types: NonNullable<pg.PoolConfig["types"]>) {
  const seen = new Seen();
  pool.on("connect", (client) => {
    const query = client.query.bind(client) as (...args: unknown[]) => unknown;
    const kept = new Kept();
    const keep = (text: string) => kept.take(text);
    const run = (text: string, values: unknown[]) =>
      new Promise((resolve, reject) => {
        query(
          new Repeated({ text, values }, types, keep, (error, answer) => {
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
      return kept.has(text) || (!searches(text) && seen.again(text))
        ? run(text, values)
        : query(...args);
    };
    client.query = named as typeof client.query;
  });
}

/** Most statements that are kept prepared on a connection. */
const most = 400;
const mostSeen = 4000;

/** What a connection has prepared. The one that was not used for longest gives its name to the next. */
class Kept {
  private statements = new Map<string, Statement>();

  has(text: string): boolean {
    return this.statements.has(text);
  }

  take(text: string): Statement {
    const statement = this.statements.get(text) ?? { name: this.freeName(), shape: null };
    this.statements.delete(text);
    this.statements.set(text, statement);
    return statement;
  }

  private freeName(): string {
    const [oldest] = this.statements;
    if (!oldest || this.statements.size < most) return `s${this.statements.size + 1}`;
    const [text, { name }] = oldest;
    this.statements.delete(text);
    return name;
  }
}

/** A statement is prepared when it comes a second time: lists of varying length mostly come once. */
class Seen {
  private texts = new Set<string>();

  again(text: string): boolean {
    if (this.texts.has(text)) return true;
    if (this.texts.size >= mostSeen) this.texts.clear();
    this.texts.add(text);
    return false;
  }
}

function searches(text: string) {
  return / like |@@|add_job\(/.test(text);
}
