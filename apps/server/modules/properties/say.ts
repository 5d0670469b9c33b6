/** Values as words, for texts: as whoever writes reads them. */
import {
  isShown,
  type Property,
  type PropertyValue,
  type PropertyValues,
} from "#contract/properties.ts";
import type { Locale } from "#contract/common.ts";
import { usersById, type Ways } from "#modules/people";
import type { Db } from "#platform/db.ts";
import { activeProperties } from "./definition.ts";
import { type RecordPlace, valuesOf } from "./values.ts";

/**
 * The desk's own properties of a record by name, those that have a value and are shown.
 * @param builtIn values that conditions ask for beside
 */
export async function valuesInWords(
  db: Db,
  place: RecordPlace,
  builtIn: Readonly<Record<string, unknown>>,
  ways: Ways,
): Promise<Record<string, string>> {
  const own = await valuesOf(db, place);
  if (Object.keys(own).length === 0) return {};
  const all = { ...builtIn, ...own };
  const known = await activeProperties(db, place.deskId, place.kind);
  const shown = known.filter((one) => !one.builtIn && isShown(one, all));
  const names = await namesOfUsers(db, place.deskId, shown, own);
  const say = { ...ways, names };
  const words = shown.map((one) => [one.name, inWords(one, own[one.name] ?? null, say)]);
  return Object.fromEntries(words.filter(([, said]) => said));
}

type Saying = Ways & { names: ReadonlyMap<string, { name: string }> };

function inWords(property: Property, value: PropertyValue, { names, ...ways }: Saying): string {
  if (typeof value === "boolean") return yesNo[ways.locale][value ? 0 : 1];
  if (typeof value === "number") return value.toLocaleString(written[ways.locale]);
  if (Array.isArray(value)) return value.map((one) => labelOf(property, one)).join(", ");
  if (value === null) return "";
  switch (property.type) {
    case "choice":
      return labelOf(property, value);
    case "user":
      return names.get(value)?.name ?? "";
    case "date":
      return dayInWords(value, ways.locale);
    case "dateTime":
      return momentInWords(new Date(value), ways);
    case "file":
      // A customer could not open it.
      return "";
    default:
      return value;
  }
}

function labelOf({ options }: Property, value: string): string {
  return options.find((option) => option.value === value)?.label ?? value;
}

function namesOfUsers(
  db: Db,
  deskId: string,
  properties: readonly Property[],
  own: PropertyValues,
) {
  const ids = properties
    .filter(({ type }) => type === "user")
    .map(({ name }) => own[name])
    .filter((id) => typeof id === "string");
  return usersById(db, deskId, ids);
}

/** A day without a time, as `2026-12-24`. */
export function dayInWords(day: string, locale: Locale): string {
  return new Intl.DateTimeFormat(written[locale], { dateStyle: "medium", timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  );
}

function momentInWords(moment: Date, { locale, timeZone }: Ways): string {
  const said = new Intl.DateTimeFormat(written[locale], {
    ...{ dateStyle: "medium", timeStyle: "short", timeZone: timeZone ?? "UTC" },
  }).format(moment);
  return timeZone ? said : `${said} UTC`;
}

/** English dates that nobody reads as another day. */
const written: Record<Locale, string> = { en: "en-GB", it: "it" };
const yesNo = { en: ["Yes", "No"], it: ["Sì", "No"] } as const;
