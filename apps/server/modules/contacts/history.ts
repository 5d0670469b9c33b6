/** What was changed of a record, by whom: written with the change itself, in its transaction. */
import type { PropertyValue } from "#contract/properties.ts";
import { asText } from "#modules/properties";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";

export type RecordKind = "contact" | "company" | "deal";
export type RecordStep = {
  what:
    | "created"
    | "changed"
    | "deleted"
    | "restored"
    | "merged"
    | "unmerged"
    | "ticket_added"
    | "ticket_removed";
  property?: string;
  from?: string | null;
  to?: string | null;
};
type Place = { deskId: string; kind: RecordKind; id: string; at: Date; byUserId: string | null };

export async function logChanges(
  tx: Tx,
  { deskId, kind, id, at, byUserId }: Place,
  steps: readonly RecordStep[],
): Promise<void> {
  if (steps.length === 0) return;
  // Steps of one moment keep their order by their ids.
  const ids = steps.map(() => newId(at.getTime())).toSorted();
  await tx
    .insertInto("record_changes")
    .values(
      steps.map(({ what, property = null, from = null, to = null }, index) => ({
        ...{ desk_id: deskId, id: ids[index] ?? newId(), kind, record_id: id, what, property },
        ...{ from_value: from, to_value: to, by_user_id: byUserId, at },
      })),
    )
    .execute();
}

/** The place of a change that somebody makes now. */
export function placeOf({ desk, agent, now }: Call, kind: RecordKind, id: string): Place {
  return { deskId: desk.id, kind, id, at: now, byUserId: agent.id };
}

type Value = string | null | readonly string[];

/** One step for each property that differs; lists are written as people read them. */
export function differences<Fields extends Record<string, Value>>(
  before: Fields,
  after: Fields,
): RecordStep[] {
  return Object.keys(after).flatMap((property) => {
    const [from, to] = [written(before[property]), written(after[property])];
    return from === to ? [] : [{ what: "changed" as const, property, from, to }];
  });
}

type ValueChange = { property: { name: string }; from: PropertyValue; to: PropertyValue };

/** Of the desk's own properties, as `property:NAME`. */
export function valueSteps(changes: readonly ValueChange[]): RecordStep[] {
  return changes.map(({ property, from, to }) => ({
    ...{ what: "changed", property: `property:${property.name}` },
    ...{ from: asText(from), to: asText(to) },
  }));
}

function written(value: Value | undefined): string | null {
  if (value === null || value === undefined || typeof value === "string") return value ?? null;
  return value.length === 0 ? null : value.join(", ");
}
