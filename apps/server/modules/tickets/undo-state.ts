/** What a ticket was before a reply, kept with the reply, so that taking it back restores it. */
import * as z from "zod";
import { Id, Priority } from "#contract/common.ts";
import { PropertyValue } from "#contract/properties.ts";
import type { After } from "./after.ts";
import type { Ticket } from "./ticket.ts";

const When = z.iso
  .datetime()
  .transform((at) => new Date(at))
  .nullable();

const Columns = z
  .object({
    status_id: Id,
    open: z.boolean(),
    closed_at: When,
    last_closed_at: When,
    reopened_at: When,
    owner_user_id: Id.nullable(),
    assigned_team_ids: z.array(Id),
    priority: Priority.nullable(),
    category: z.string().nullable(),
    description: z.string().nullable(),
    resolution: z.string().nullable(),
    first_replied_at: When,
    channel_id: Id.nullable(),
    active_at: When.unwrap(),
  })
  .partial();
type Columns = z.infer<typeof Columns>;

const Before = z.object({
  was: Columns,
  became: Columns,
  /** Properties that the desk defined. */
  values: z
    .array(z.object({ name: z.string(), from: PropertyValue, to: PropertyValue }))
    .default([]),
  /** Participants that the reply brought in. */
  added: z.array(z.string()),
  seenMessageId: Id.nullable(),
});
export type Before = z.infer<typeof Before>;

export function keepBefore(
  ticket: Ticket,
  {
    columns,
    values: changes = [],
  }: { columns: Partial<After["columns"]>; values?: After["values"] },
  more: Pick<Before, "added" | "seenMessageId">,
): string {
  const kept = Object.keys(columns).filter((name) => name in Columns.shape);
  const was = Object.fromEntries(Object.entries(ticket).filter(([name]) => kept.includes(name)));
  const values = changes.map(({ property, from, to }) => ({ name: property.name, from, to }));
  return JSON.stringify({ was, became: columns, values, ...more });
}

export function readBefore(stored: unknown): Before {
  return Before.parse(stored);
}

/** Only what nobody has changed since goes back to what it was, and only into a status that is still there. */
export function restored(
  ticket: Ticket,
  { was, became }: Before,
  statuses: readonly { id: string }[],
): Columns {
  const back: Columns = {};
  const isThere = statuses.some(({ id }) => id === was.status_id);
  if (isThere && ticket.status_id === became.status_id)
    Object.assign(
      back,
      pick(was, ["status_id", "open", "closed_at", "last_closed_at", "reopened_at"]),
    );
  for (const name of singles)
    if (name in was && sameValue(ticket[name], became[name]))
      Object.assign(back, pick(was, [name]));
  if ("owner_user_id" in back) Object.assign(back, pick(was, ["assigned_team_ids"]));
  return back;
}

const singles = [
  "owner_user_id",
  "priority",
  "category",
  "description",
  "resolution",
  "first_replied_at",
  "channel_id",
] as const;

function sameValue(a: Date | string | null, b: Date | string | null | undefined): boolean {
  return a instanceof Date && b instanceof Date ? a.getTime() === b.getTime() : a === b;
}

function pick(from: Columns, names: (keyof Columns)[]): Columns {
  return Object.fromEntries(
    Object.entries(from).filter(([name]) => names.some((one) => one === name)),
  );
}
