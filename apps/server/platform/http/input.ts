import type * as z from "zod";
import { isStorable } from "#contract/common.ts";
import type { Operation } from "#contract/operation.ts";
import { refuse } from "../refusal.ts";

/** Reads the input of an operation from path, query and body. @throws Refusal invalid_input, naming the fields. */
export function inputReader(operation: Operation) {
  const texts = new Map(
    Object.entries(operation.input.shape).map(([key, schema]) => [
      key,
      fromText(schema as z.ZodType),
    ]),
  );
  const inPath = new Set([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key ?? ""));
  const asQuery = operation.method === "GET" || operation.method === "DELETE";

  return (request: { params: unknown; query: unknown; body: unknown }): unknown => {
    const body = operation.carries === "mail" ? {} : request.body;
    const given = asQuery ? readTexts(texts, request.query) : { ...asObject(body) };
    for (const key of inPath) delete given[key];
    const all = { ...given, ...readTexts(texts, request.params) };
    refuseUnstorable(all);
    const read = operation.input.safeParse(all);
    if (!read.success) throw refuse("invalid_input", { fields: fieldsOf(read.error) });
    return read.data;
  };
}

/** What each field says, by its dotted path. */
export function fieldsOf(error: z.ZodError): Record<string, string> {
  return Object.fromEntries(
    error.issues.map((issue) => [issue.path.join(".") || "body", issue.message]),
  );
}

/** Path and query carry text only: numbers and booleans are read from it. */
function fromText(schema: z.ZodType): (text: string) => unknown {
  const type = innermost(schema);
  if (type === "number") return (text) => (/^-?\d{1,15}$/.test(text) ? Number(text) : text);
  if (type === "boolean")
    return (text) => (text === "true" ? true : text === "false" ? false : text);
  return (text) => text;
}

function innermost(schema: z.ZodType): string {
  const def = schema.def as { type: string; innerType?: z.ZodType };
  return def.innerType ? innermost(def.innerType) : def.type;
}

function readTexts(
  texts: Map<string, (text: string) => unknown>,
  from: unknown,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(asObject(from)).map(([key, value]) => [
      key,
      typeof value === "string" ? (texts.get(key)?.(value) ?? value) : value,
    ]),
  );
}

function asObject(value: unknown): Record<string, unknown> {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" || Array.isArray(value)) throw refuse("bad_request");
  return value as Record<string, unknown>;
}

/** Levels that an input may have: more is no form of ours, and each level costs a call when it is read. */
const deepest = 64;

/** PostgreSQL keeps neither NUL nor half characters: said here once, for every field of every operation. */
function refuseUnstorable(value: unknown, path: readonly string[] = []) {
  const wrong = (what: string) =>
    refuse("invalid_input", { fields: { [path.slice(0, 5).join(".") || "body"]: what } });
  if (typeof value === "string") {
    if (!isStorable(value)) throw wrong("contains characters that cannot be stored");
  } else if (typeof value === "object" && value !== null) {
    if (path.length >= deepest) throw wrong("is nested too deeply");
    for (const [key, inner] of Object.entries(value)) {
      refuseUnstorable(key, path);
      refuseUnstorable(inner, [...path, key]);
    }
  }
}
