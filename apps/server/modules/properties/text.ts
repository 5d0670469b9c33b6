/** A value as one text, as the history of tickets keeps it: words as they are, the rest as JSON. */
import { PropertyValue, type PropertyType } from "#contract/properties.ts";

export function asText(value: PropertyValue): string | null {
  return value === null || typeof value === "string" ? value : JSON.stringify(value);
}

const asJson: ReadonlySet<PropertyType> = new Set(["number", "checkbox", "multiChoice"]);

export function fromText(type: PropertyType, text: string | null): PropertyValue {
  if (text === null || !asJson.has(type)) return text;
  return PropertyValue.parse(JSON.parse(text));
}
