/**
 * Loaded by `node --import` before the program that is to be killed: told a point, the program ends there as by SIGKILL.
 * The program itself knows nothing of it. The other side is `program.ts`.
 */
import { open } from "node:fs/promises";
import { devNull } from "node:os";
import pg from "pg";
import { SMTPConnection } from "smtp-server/lib/smtp-connection.js";

/** In the midst of a mail; a file written and not yet synced; a commit sent and not yet answered; kept, but no 250 yet. */
export type Point = "DATA" | "sync" | "commit" | "250";

let armed: Point | null = null;

process.on("message", (point: Point) => (armed = point));
process.channel?.unref();

function reached(point: Point) {
  if (armed === point) process.kill(process.pid, "SIGKILL");
}

type Wrapped = (this: unknown, ...words: unknown[]) => unknown;

function wrap(prototype: object, name: string, around: (original: Wrapped) => Wrapped) {
  const original: unknown = Reflect.get(prototype, name);
  if (typeof original !== "function") throw new Error(`there is no ${name} to wait for`);
  Reflect.set(prototype, name, around(original as Wrapped));
}

const file = await open(devNull);
wrap(
  Object.getPrototypeOf(file) as object,
  "sync",
  (sync) =>
    function (...words) {
      reached("sync");
      return sync.apply(this, words);
    },
);
await file.close();

wrap(
  pg.Client.prototype,
  "query",
  (query) =>
    function (...words) {
      const answer = query.apply(this, words);
      if (/^\s*commit\b|insert into mails\b/i.test(textOf(words[0])))
        setImmediate(reached, "commit");
      return answer;
    },
);

wrap(
  SMTPConnection.prototype,
  "send",
  (send) =>
    function (...words) {
      if (words[2] === "DATA_OK") reached("250");
      return send.apply(this, words);
    },
);

wrap(
  SMTPConnection.prototype,
  "handler_DATA",
  (take) =>
    function (...words) {
      setTimeout(reached, 3, "DATA");
      return take.apply(this, words);
    },
);

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  return typeof query === "object" && query !== null && "text" in query ? String(query.text) : "";
}
