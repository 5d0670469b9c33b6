/**
 * The log: JSON lines on stderr, short readable lines on a terminal.
 *
 * What people should read while it starts (`say`) goes to stdout and is no log.
 */
import { pino, type Logger } from "pino";
import type { Config } from "./config.ts";

export type Log = Logger;
export type Say = (line: string) => void;

type Sink = { write(line: string): unknown; isTTY?: boolean };

export function makeLog(config: Config, sink: Sink = process.stderr): Log {
  const secrets = secretsIn(config);
  const shape = sink.isTTY ? readable : (line: string) => line;
  const redact = { paths: hidden, censor: "[hidden]" };
  return pino(
    { level: config.LOG_LEVEL, base: null, redact, serializers: { err: told } },
    { write: (line) => void sink.write(hide(secrets, shape(line))) },
  );
}

export const say: Say = (line) => void process.stdout.write(`${line}\n`);

const secretFields = ["password", "token", "secret", "authorization", "cookie", "set-cookie"];
const hidden = ["", "*.", "*.*.", "*.*.*."].flatMap((prefix) =>
  secretFields.map((field) =>
    field.includes("-") ? `${prefix.replace(/\.$/, "")}["${field}"]` : `${prefix}${field}`,
  ),
);

/** An error of a library may carry its whole client, with every statement; of those, what helps to understand it. */
function told(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const facts = new Map(Object.entries(error));
  const kept = ["code", "constraint", "table", "command", "responseCode"].filter((name) =>
    facts.has(name),
  );
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    ...Object.fromEntries(kept.map((name) => [name, facts.get(name)])),
    ...(error.cause === undefined ? {} : { cause: told(error.cause) }),
  };
}

/** Values, not only fields: an error message of a library may carry a whole URL. */
function secretsIn(config: Config): string[] {
  const passwords = [config.DATABASE_URL, config.SMTP_OUT_URL].flatMap((url) => {
    const password = url ? new URL(url).password : "";
    return [password, decodeURIComponent(password)];
  });
  return [config.SECRET_KEY ?? "", ...passwords].filter((secret) => secret.length >= 4);
}

function hide(secrets: string[], line: string) {
  return secrets.reduce((text, secret) => text.replaceAll(secret, "[hidden]"), line);
}

function readable(line: string) {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const at = new Date(Number(time)).toISOString().slice(11, 19);
  const name = pino.levels.labels[Number(level)] ?? "log";
  const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : "";
  const stack = (err as { stack?: string } | undefined)?.stack;
  return `${at} ${name.padEnd(5)} ${typeof msg === "string" ? msg : ""}${more}${stack ? `\n${stack}` : ""}\n`;
}
