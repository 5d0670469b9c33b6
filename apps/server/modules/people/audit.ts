/**
 * The audit log: who changed which setting or right, when, from where.
 *
 * A use case calls `audit` in its own transaction, so that no change is without its entry and no entry without its
 * change. Facts are what the API shows of the thing: never a secret, never the text of a message.
 */
import { isDeepStrictEqual } from "node:util";
import type { AuditChange, AuditKind } from "#contract/audit.ts";
import type { Call, Door } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";

type By = {
  desk: { id: string };
  now: Date;
  door: Pick<Door, "ip" | "userAgent">;
  agent?: Pick<Call["agent"], "id" | "sessionId">;
};

export type Audited = {
  kind: AuditKind;
  subject?: { id?: string; name: string };
  /** Left out where the thing did not exist before … */
  before?: object;
  /** … or does not any more. */
  after?: object;
};

/** Writes one entry with what differs. Saving a thing as it was changes nothing, and is not written down. */
export async function audit(tx: Tx | Db, by: By, { kind, subject, before, after }: Audited) {
  const changes = differences(before ?? {}, after ?? {});
  if (before && after && changes.length === 0) return;
  await tx
    .insertInto("audit_entries")
    .values({
      desk_id: by.desk.id,
      id: newId(by.now.getTime()),
      at: by.now,
      kind,
      by_user_id: by.agent?.id ?? null,
      by_token: by.agent?.sessionId === null,
      ip: by.door.ip.slice(0, 64),
      agent: by.door.userAgent.slice(0, 200),
      subject_id: subject?.id ?? null,
      subject_name: subject?.name.slice(0, 200) ?? null,
      changes: JSON.stringify(changes),
    })
    .execute();
}

type Value = AuditChange["before"];

function differences(before: object, after: object): AuditChange[] {
  const [old, now] = [new Map(flat(before)), new Map(flat(after))];
  return [...new Set([...old.keys(), ...now.keys()])].flatMap((field) => {
    const change = { field, before: old.get(field) ?? null, after: now.get(field) ?? null };
    return isDeepStrictEqual(change.before, change.after) ? [] : [change];
  });
}

/** `{rights: {serviceSeat: true}}` is `rights.serviceSeat`. */
function flat(facts: object, above = ""): [string, Value][] {
  return Object.entries(facts).flatMap(([key, value]: [string, unknown]) =>
    value !== null && typeof value === "object" && !Array.isArray(value)
      ? flat(value, `${above}${key}.`)
      : [[above + key, shown(value)] satisfies [string, Value]],
  );
}

/** Characters of one value. */
const most = 300;

function shown(value: unknown): Value {
  if (typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "string") return value.slice(0, most);
  if (!Array.isArray(value)) return null;
  return value.map((one) => (typeof one === "string" ? one : JSON.stringify(one)).slice(0, most));
}
