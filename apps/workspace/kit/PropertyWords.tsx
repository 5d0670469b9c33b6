import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { type Property, type PropertyType, PropertyValue } from "#contract/properties.ts";
import { usePeople } from "../live/people.ts";
import { queries } from "../live/queries.ts";
import { FileValue } from "./FileValue.tsx";
import { fullMoment } from "./RelativeTime.tsx";

/** A value as people read it. */
export function usePropertyWords(): (property: Property, value: PropertyValue) => string {
  const { t, i18n } = useLingui();
  const people = usePeople();
  const words: Partial<Record<PropertyType, (value: string) => string>> = {
    user: (id) => people.user(id)?.name ?? t`Somebody who is gone`,
    file: () => t`A file`,
    date: (day) =>
      i18n.date(new Date(`${day}T12:00:00Z`), { dateStyle: "medium", timeZone: "UTC" }),
    dateTime: (at) => fullMoment(at, i18n.locale),
  };
  return (property, value) => {
    if (value === null) return "";
    if (typeof value === "boolean") return value ? t`Yes` : t`No`;
    if (typeof value === "number") return i18n.number(value, { maximumFractionDigits: 10 });
    const labelOf = (one: string) =>
      property.options.find((option) => option.value === one)?.label ?? one;
    if (Array.isArray(value)) return value.map(labelOf).join(", ");
    return words[property.type]?.(value) ?? labelOf(value);
  };
}

/** Values as histories keep them: text as it is, the rest as JSON. */
export function useStoredWords(
  kind: Property["kind"],
): (name: string, stored: string | null) => string {
  const words = usePropertyWords();
  const known = useProperties(kind);
  const asJson: readonly PropertyType[] = ["number", "checkbox", "multiChoice"];
  return (name, stored) => {
    if (stored === null) return "";
    const property = known.find((one) => one.name === name);
    if (!property || property.builtIn) return shortened(stored);
    const value = asJson.includes(property.type) ? JSON.parse(stored) : stored;
    return shortened(words(property, PropertyValue.catch(stored).parse(value)));
  };
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}

/** A value to look at: links lead somewhere, options have their colour. */
export function PropertyLook({
  property,
  value,
}: {
  property: Property;
  value: PropertyValue;
}): ReactNode {
  const words = usePropertyWords()(property, value);
  if (typeof value !== "string") return words;
  if (property.type === "url")
    return (
      <a href={value} target="_blank" rel="noopener noreferrer">
        {value}
      </a>
    );
  if (property.type === "phone")
    return <a href={`tel:${value.replaceAll(/[^+\d]/g, "")}`}>{value}</a>;
  if (property.type === "file") return <FileValue id={value} />;
  return words;
}

/** How a file is called; empty for none. */
export function useFileName(id: string | null): string {
  const { t } = useLingui();
  const { data } = useQuery({ ...queries.file(id ?? ""), enabled: id !== null });
  return id ? (data?.name ?? t`A file`) : "";
}

/** The properties of one kind of record. */
export function useProperties(kind: Property["kind"]): Property[] {
  return useQuery(queries.properties(kind)).data?.items ?? [];
}
