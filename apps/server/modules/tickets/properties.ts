/** The properties that people fill in: what a change does to the ticket and its history, and what a status asks for. */
import type { Status } from "#contract/pipelines.ts";
import type { TicketProperties } from "#contract/tickets.ts";
import { missingProperties } from "#modules/properties";
import { refuse, type Refusal } from "#platform/refusal.ts";
import type { By, Cause, Step } from "./history.ts";
import type { Ticket } from "./ticket.ts";

export type PropertyColumns = Partial<TicketProperties>;
type Given = { [Name in keyof TicketProperties]?: TicketProperties[Name] | undefined };

const names = ["priority", "category", "description", "resolution"] as const;

/** Of the given values those that differ. Empty text empties a property. */
export function changedProperties(
  ticket: Pick<Ticket, (typeof names)[number]>,
  given: Given,
): PropertyColumns {
  const columns: PropertyColumns = {};
  const { priority, category, description, resolution } = given;
  if (priority !== undefined && priority !== ticket.priority) columns.priority = priority;
  if (differs(category, ticket.category)) columns.category = category || null;
  if (differs(description, ticket.description)) columns.description = description || null;
  if (differs(resolution, ticket.resolution)) columns.resolution = resolution || null;
  return columns;
}

export function propertySteps(
  ticket: Pick<Ticket, (typeof names)[number]>,
  columns: Given,
  by: By,
  cause: Cause,
): Step[] {
  return names.flatMap((name): Step[] => {
    const to = columns[name];
    if (to === undefined) return [];
    const what = name === "priority" ? "priority_changed" : "property_changed";
    return [{ what, cause, by, property: name, from: ticket[name], to }];
  });
}

/** Names what is missing for this status; null when nothing is. Holds for everybody and every way of asking. */
export function whyMissing(
  status: Status,
  ticket: Partial<Record<(typeof names)[number], unknown>>,
  columns: Readonly<Record<string, unknown>>,
): Refusal | null {
  const missing = missingProperties(status.requiredProperties, { ...ticket, ...columns });
  return missing.length > 0
    ? refuse("properties_required", { missing, statusId: status.id })
    : null;
}

function differs(given: string | null | undefined, now: string | null): given is string | null {
  return given !== undefined && (given || null) !== now;
}
