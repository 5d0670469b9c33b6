import * as z from "zod";
import { Id, Line, Moment, Text, TicketNumber } from "./common.ts";
import { operation, page, paging } from "./operation.ts";

/** What carries properties. */
export const RecordKind = z.enum(["ticket", "contact", "company", "deal"]);
export type RecordKind = z.infer<typeof RecordKind>;

export const PropertyType = z.enum([
  "text",
  "longText",
  "number",
  "date",
  "dateTime",
  "choice",
  "multiChoice",
  "checkbox",
  "user",
  "phone",
  "url",
  "file",
]);
export type PropertyType = z.infer<typeof PropertyType>;

/**
 * By the type: text, a number, true or false, `2026-01-31`, a moment in ISO 8601, the value of an option or a list of
 * them, the id of a user or of an uploaded file. null empties it.
 */
export const PropertyValue = z
  .union([z.string().max(65_536), z.number(), z.boolean(), z.array(z.string().max(100)).max(100)])
  .nullable();
export type PropertyValue = z.infer<typeof PropertyValue>;

/** By the names of the properties; those without a value are not there. */
export const PropertyValues = z.record(z.string().max(100), PropertyValue);
export type PropertyValues = z.infer<typeof PropertyValues>;

const Color = z.string().regex(/^#[0-9a-f]{6}$/i);

export const PropertyOption = z.object({
  /** What is stored; it stays the same when the label changes. */
  value: z.string(),
  label: z.string(),
  /** `#rrggbb` */
  color: z.string().nullable(),
  /** Not to be chosen any more; what has it keeps it. */
  archived: z.boolean(),
});
export type PropertyOption = z.infer<typeof PropertyOption>;

/** A property may depend on what a choice says: shown only then, required then, or both. */
export const Condition = z.object({
  /** Name of the controlling property, a choice. */
  property: z.string().max(100),
  values: z.array(z.string().max(100)).min(1).max(100),
  /** It is shown only then. */
  shows: z.boolean(),
  /** It must have a value then. */
  requires: z.boolean(),
});
export type Condition = z.infer<typeof Condition>;

/** A property of records. Built-in ones are columns; the desk defines the others. */
export const Property = z.object({
  /** null = built in. */
  id: Id.nullable(),
  kind: RecordKind,
  /** What the API calls it; it never changes. */
  name: z.string(),
  label: z.string(),
  description: z.string(),
  group: z.string(),
  type: PropertyType,
  builtIn: z.boolean(),
  options: z.array(PropertyOption),
  /** Asked of whoever makes a record, while it is shown. Always false on tickets: their form says what it requires. */
  required: z.boolean(),
  condition: Condition.nullable(),
  archived: z.boolean(),
});
export type Property = z.infer<typeof Property>;

const GivenOption = z.object({
  /** Left out for a new option: it is made from the label. */
  value: Line(100).optional(),
  label: Line(100),
  color: Color.nullable().default(null),
  archived: z.boolean().default(false),
});

const fields = {
  label: Line(100),
  description: Text(500),
  group: Text(100),
  options: z.array(GivenOption).max(200),
  required: z.boolean(),
  condition: Condition.refine(({ shows, requires }) => shows || requires, {
    error: "says neither that it shows nor that it requires",
  }).nullable(),
};

export const listProperties = operation({
  method: "GET",
  path: "/api/v1/properties",
  does: "Lists the properties that records of a kind can carry, built-in ones first.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({
    kind: RecordKind.default("ticket"),
    /** With those that are archived. */
    archived: z.boolean().default(false),
  }),
  output: z.object({ items: z.array(Property), nextCursor: z.null() }),
  refusals: [],
});

export const createProperty = operation({
  method: "POST",
  path: "/api/v1/properties",
  does: "Defines a property. Its name is made from the label where it is left out; name and type never change.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({
    kind: RecordKind,
    name: z
      .string()
      .max(60)
      .regex(/^[a-z][a-z0-9_]*$/, "begins with a letter and has lower-case letters, digits and _")
      .optional(),
    type: PropertyType,
    label: fields.label,
    description: fields.description.default(""),
    group: fields.group.default(""),
    options: fields.options.default([]),
    required: fields.required.default(false),
    condition: fields.condition.default(null),
  }),
  output: Property,
  refusals: ["property_name_taken", "property_unknown", "too_many_properties"],
});

export const updateProperty = operation({
  method: "PATCH",
  path: "/api/v1/properties/{id}",
  does: "Changes a property. An option that is left out of `options` is archived: what has it keeps it.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }).extend(z.object(fields).partial().shape),
  output: Property,
  refusals: ["property_not_found", "property_unknown"],
});

export const archiveProperty = operation({
  method: "POST",
  path: "/api/v1/properties/{id}/archive",
  does: "Takes a property out of use. Its values are kept and come back with it.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: Property,
  refusals: ["property_not_found"],
});

export const restoreProperty = operation({
  method: "POST",
  path: "/api/v1/properties/{id}/restore",
  does: "Takes an archived property into use again, with the values it had.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: Property,
  refusals: ["property_not_found"],
});

/** One change of a property: from what to what, by whom, when. */
export const PropertyChange = z.object({
  id: Id,
  property: z.string(),
  from: PropertyValue,
  to: PropertyValue,
  /** null = nobody in person: a rule, an import. */
  byUserId: Id.nullable(),
  at: Moment,
});
export type PropertyChange = z.infer<typeof PropertyChange>;

export const listPropertyHistory = operation({
  method: "GET",
  path: "/api/v1/tickets/{number}/properties/history",
  does: "Lists what the properties of a ticket were, newest change first; `property` names one of them.",
  needs: "service",
  scope: "tickets.read",
  input: z.object({ number: TicketNumber, property: z.string().max(100).optional(), ...paging }),
  output: page(PropertyChange),
  refusals: ["ticket_not_found", "cursor_invalid"],
});

/** Of these properties those that the values ask to be shown. */
export function isShown({ condition }: Pick<Property, "condition">, values: Values): boolean {
  return !condition?.shows || meets(condition, values);
}

/** Whether the values ask this property for one. Nobody is asked for what is not shown. */
export function isRequired(property: Asking, values: Values): boolean {
  const { condition, required } = property;
  if (required && isShown(property, values)) return true;
  return condition?.requires === true && meets(condition, values);
}

type Asking = Pick<Property, "condition" | "required">;

/**
 * Names of the properties that the values ask for and that are empty. A change is asked for what it touches only: a
 * record that was incomplete before can still be given to somebody.
 */
export function lacking(
  properties: readonly Property[],
  values: Values,
  touched: readonly string[] | "all",
): string[] {
  return properties
    .filter((one) => !one.archived && (touched === "all" || isTouched(one, touched)))
    .filter((one) => isRequired(one, values) && isEmpty(values[one.name]))
    .map(({ name }) => name);
}

function isTouched({ name, condition }: Property, touched: readonly string[]): boolean {
  return touched.includes(name) || (condition !== null && touched.includes(condition.property));
}

type Values = Readonly<Record<string, unknown>>;

function meets({ property, values: wanted }: Condition, values: Values): boolean {
  const value = values[property];
  const chosen: unknown[] = Array.isArray(value) ? value : [value];
  return chosen.some((one) => wanted.some((want) => want === one));
}

/** Nothing was filled in. A box that is not ticked says no, which is something. */
export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || (typeof value === "string" && !value.trim());
}
