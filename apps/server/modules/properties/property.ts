/** The properties that people fill in on a ticket. Today the built-in ones: columns of the ticket. */
import type { OutputOf } from "#contract/operation.ts";
import type { listProperties as contract, Property } from "#contract/properties.ts";

export async function listProperties(): Promise<OutputOf<typeof contract>> {
  return { items: [...builtIn], nextCursor: null };
}

export function isProperty(name: string): boolean {
  return builtIn.some((property) => property.name === name);
}

/** Of the properties that a status asks for, those that have no value yet. */
export function missingProperties(
  required: readonly string[],
  values: Readonly<Record<string, unknown>>,
): string[] {
  return required.filter((name) => isEmpty(values[name]));
}

export function isEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return value === null || value === undefined || (typeof value === "string" && !value.trim());
}

const options = (...labels: string[]) =>
  labels.map((label) => ({ value: label.toLowerCase(), label }));
const sameOptions = (...labels: string[]) => labels.map((label) => ({ value: label, label }));

const builtIn: readonly Property[] = [
  {
    name: "priority",
    label: "Priority",
    type: "choice",
    builtIn: true,
    options: options("Low", "Medium", "High", "Urgent"),
  },
  {
    name: "category",
    label: "Category",
    type: "choice",
    builtIn: true,
    options: sameOptions("Product issue", "Billing issue", "Feature request", "General inquiry"),
  },
  { name: "description", label: "Description", type: "longText", builtIn: true, options: [] },
  { name: "resolution", label: "Resolution", type: "longText", builtIn: true, options: [] },
];
