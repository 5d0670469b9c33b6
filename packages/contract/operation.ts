import * as z from "zod";
import type { RefusalCode } from "./refusals.ts";

/**
 * Who may call an operation. `nobody` = no sign-in needed; `account` = any signed-in user; `service` = Service or
 * Sales access; `settings` = Super Admin or Account Access; `super_admin` = Super Admin only.
 */
export type Needs = "nobody" | "account" | "service" | "settings" | "super_admin";

/** What an API token may be limited to. An operation without a scope answers browser sessions only. */
export const scopes = [
  "tickets.read",
  "tickets.write",
  "contacts.read",
  "contacts.write",
  "mail.read",
  "settings.read",
  "settings.write",
] as const;
export const Scope = z.enum(scopes);
export type Scope = z.infer<typeof Scope>;

export type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** JSON in and out unless said: `upload` takes multipart, `mail` any bytes, `download` answers bytes, `socket` upgrades. */
export type Carries = "json" | "upload" | "mail" | "download" | "socket";

export type Operation<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> = {
  method: Method;
  /** `{name}` marks a path parameter: a key of `input`. Other keys are the query (GET, DELETE) or the JSON body. */
  path: `/${string}`;
  does: string;
  needs: Needs;
  scope: Scope | null;
  /** Another scope that opens it as well; what is behind it still asks for the one that it belongs to. */
  orScope?: Scope;
  carries: Carries;
  /** Of an `upload`: the multipart fields that stand before its file. */
  fields?: z.ZodObject;
  /** HTTP status of success. */
  status: 200 | 201 | 204;
  input: Input;
  output: Output;
  refusals: readonly RefusalCode[];
};

type Described<Input extends z.ZodObject, Output extends z.ZodType> = Pick<
  Operation<Input, Output>,
  "method" | "path" | "does" | "needs" | "input" | "output" | "refusals"
> &
  Partial<Pick<Operation, "scope" | "orScope" | "carries" | "fields" | "status">>;

/** Declares one operation; the same value validates, types the client, names the refusals and prints the API page. */
export function operation<Input extends z.ZodObject, Output extends z.ZodType>(
  described: Described<Input, Output>,
): Operation<Input, Output> {
  const status = Object.is(described.output, nothing) ? 204 : 200;
  return { scope: null, carries: "json", status, ...described };
}

/** The output of an operation that answers 204. */
export const nothing = z.null();

/** Bytes: what a `download` answers. */
export const bytes = z.unknown();

export const noInput = z.object({});

export type InputOf<O extends Operation> = z.infer<O["input"]>;
export type SentTo<O extends Operation> = z.input<O["input"]>;
export type OutputOf<O extends Operation> = z.infer<O["output"]>;

/** A page of a list by key: `nextCursor` is null on the last page. */
export function page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}

/** Query of every list. `cursor` comes from the page before. */
export const paging = {
  limit: z.int().min(1).max(200).default(50),
  // It may hold the longest name of a record, each character of which takes up to four bytes.
  cursor: z.string().max(4000).optional(),
};
