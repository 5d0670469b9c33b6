/** The built-in properties of tickets that people fill in: columns of the ticket. */
import { isEmpty, type Property, type PropertyType } from "#contract/properties.ts";

/** Of the properties that a status asks for, those that have no value yet. */
export function missingProperties(
  required: readonly string[],
  values: Readonly<Record<string, unknown>>,
): string[] {
  return required.filter((name) => isEmpty(values[name]));
}

const options = (...labels: string[]) =>
  labels.map((label) => ({ ...plain, value: label.toLowerCase(), label }));
const sameOptions = (...labels: string[]) =>
  labels.map((label) => ({ ...plain, value: label, label }));
const plain = { color: null, archived: false };

export const builtIn: readonly Property[] = [
  property("priority", "Priority", "choice", options("Low", "Medium", "High", "Urgent")),
  property(
    "category",
    "Category",
    "choice",
    sameOptions("Product issue", "Billing issue", "Feature request", "General inquiry"),
  ),
  property("description", "Description", "longText"),
  property("resolution", "Resolution", "longText"),
];

function property(
  name: string,
  label: string,
  type: PropertyType,
  choices: Property["options"] = [],
): Property {
  return {
    ...{ id: null, kind: "ticket", name, label, type, builtIn: true, options: choices },
    ...{ description: "", group: "", required: false, condition: null, archived: false },
  };
}
