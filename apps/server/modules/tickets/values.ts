/** The properties that the desk defined, on a ticket: what a change does to them, and what conditions ask for. */
import type { PropertyValues } from "#contract/properties.ts";
import type { GivenProperties, TicketProperties } from "#contract/tickets.ts";
import {
  asText,
  changedValues,
  missingByCondition,
  type PropertyChange,
  valuesOf,
} from "#modules/properties";
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";
import type { By, Cause, Step } from "./history.ts";
import type { PropertyColumns } from "./properties.ts";
import type { Ticket } from "./ticket.ts";

type BuiltIn = { [Name in keyof TicketProperties]?: TicketProperties[Name] | undefined };

/** Built-in properties have columns; they may be named beside the others or among them. */
export function splitProperties(given: BuiltIn & { properties?: GivenProperties | undefined }): {
  builtIn: BuiltIn;
  own: PropertyValues;
} {
  const { priority, category, description, resolution, ...own } = given.properties ?? {};
  const among = { priority, category, description, resolution };
  const beside = {
    ...{ priority: given.priority, category: given.category },
    ...{ description: given.description, resolution: given.resolution },
  };
  return { builtIn: { ...spoken(among), ...spoken(beside) }, own };
}

function spoken(values: BuiltIn): BuiltIn {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

export type OwnValues = {
  changes: PropertyChange[];
  /** All of them as they will be, by name. */
  after: PropertyValues;
};

export async function ownValues(
  tx: Tx,
  ticket: { desk_id: string; id: string },
  own: PropertyValues,
  who: { userId: string; now: Date },
): Promise<OwnValues> {
  const place = placeOf(ticket);
  const before = await valuesOf(tx, place);
  const had = (name: string, fileId: string) => stood(tx, ticket, name, fileId);
  const changes = await changedValues(tx, place, { before, given: own }, { ...who, had });
  const became = changes.map(({ property, to }) => [property.name, to]);
  return { changes, after: { ...before, ...Object.fromEntries(became) } };
}

async function stood(
  tx: Tx,
  { desk_id: deskId, id }: { desk_id: string; id: string },
  name: string,
  fileId: string,
): Promise<boolean> {
  const step = await tx
    .selectFrom("activities")
    .select("id")
    .where("desk_id", "=", deskId)
    .where("ticket_id", "=", id)
    .where("what", "=", "property_changed")
    .where("property", "=", name)
    .where((eb) => eb.or([eb("from_value", "=", fileId), eb("to_value", "=", fileId)]))
    .limit(1)
    .executeTakeFirst();
  return step !== undefined;
}

export function placeOf({ desk_id, id }: { desk_id: string; id: string }) {
  return { deskId: desk_id, kind: "ticket", id } as const;
}

export function valueSteps(changes: readonly PropertyChange[], by: By, cause: Cause): Step[] {
  return changes.map(({ property, from, to }) => ({
    ...{ what: "property_changed", cause, by, property: property.name },
    ...{ from: asText(from), to: asText(to) },
  }));
}

/** @throws Refusal properties_required where a condition asks for what is empty, by what the change touches. */
export async function refuseUnmet(
  tx: Tx,
  ticket: Pick<Ticket, "desk_id"> & Partial<Ticket>,
  { columns, values, statusId }: { columns: PropertyColumns; values: OwnValues; statusId: string },
  touched: readonly string[] | "all",
) {
  const place = { deskId: ticket.desk_id, kind: "ticket" } as const;
  const all = { ...ticket, ...columns, ...values.after };
  const missing = await missingByCondition(tx, place, all, touched);
  if (missing.length > 0) throw refuse("properties_required", { missing, statusId });
}

export function touchedBy(columns: PropertyColumns, { changes }: OwnValues): string[] {
  return [...Object.keys(columns), ...changes.map(({ property }) => property.name)];
}
