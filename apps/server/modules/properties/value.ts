/** Whether a value fits its property. Says what is wrong in a few words, or answers the value as it is kept. */
import * as z from "zod";
import { Id, isStorable, Moment } from "#contract/common.ts";
import {
  isEmpty,
  type Property,
  type PropertyType,
  type PropertyValue,
} from "#contract/properties.ts";

export type Checked = { value: PropertyValue } | { wrong: string };

/** What was there before may stay, also where its option has been archived since. */
export function checkValue(
  property: Property,
  given: PropertyValue,
  before: PropertyValue,
): Checked {
  if (property.archived) return { wrong: "is archived" };
  if (isEmpty(given)) return { value: null };
  const read = shapes[property.type].safeParse(given);
  if (!read.success) return { wrong: expected[property.type] };
  if (property.type === "choice" || property.type === "multiChoice")
    return checkOptions(property, read.data, before);
  return { value: read.data };
}

const line = (most: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(most)
    .refine(isStorable)
    .regex(/^[^\r\n]*$/);

const shapes: Record<PropertyType, z.ZodType<PropertyValue>> = {
  text: line(1000),
  longText: z.string().max(65_536).refine(isStorable),
  number: z.number(),
  date: z.iso.date(),
  dateTime: Moment.transform((at) => new Date(at).toISOString()),
  choice: z.string(),
  multiChoice: z.array(z.string()).transform((values) => [...new Set(values)]),
  checkbox: z.boolean(),
  user: Id,
  phone: line(50).regex(/^[+\d][\d\s().\-/]*( ?(x|ext\.?) ?\d+)?$/i),
  url: line(2000).refine(isWebAddress),
  file: Id,
};

const expected: Record<PropertyType, string> = {
  text: "is one line of text, at most 1,000 characters",
  longText: "is text, at most 65,536 characters",
  number: "is a number",
  date: "is a date as 2026-01-31",
  dateTime: "is a moment in ISO 8601",
  choice: "is the value of one of the options",
  multiChoice: "is a list of values of the options",
  checkbox: "is true or false",
  user: "is the id of a user",
  phone: "is a phone number",
  url: "is an address that begins with http:// or https://",
  file: "is the id of an uploaded file",
};

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

function checkOptions(property: Property, value: PropertyValue, before: PropertyValue): Checked {
  const kept = new Set(listOf(before));
  for (const one of listOf(value)) {
    const option = property.options.find((each) => each.value === one);
    if (!option) return { wrong: expected[property.type] };
    if (option.archived && !kept.has(one)) return { wrong: `names an archived option: ${one}` };
  }
  return { value };
}

function listOf(value: PropertyValue): string[] {
  if (Array.isArray(value)) return value;
  return typeof value === "string" ? [value] : [];
}
