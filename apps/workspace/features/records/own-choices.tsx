import {
  isShown,
  type Property,
  type PropertyValue,
  type RecordKind,
} from "#contract/properties.ts";
import type { LeaveChoice } from "#contract/merges.ts";
import type { PropertyValues } from "#contract/properties.ts";
import { useFileName, useProperties, usePropertyWords } from "../../kit/PropertyWords.tsx";
import type { Differing } from "./MergePanel.tsx";

type Values = { properties: PropertyValues } | undefined;

/** The desk's own properties in which two records differ. */
export function useOwnChoices(
  kind: RecordKind,
  mine: Values,
  other: Values,
): Differing<LeaveChoice>[] {
  const known = useProperties(kind);
  if (!mine || !other) return [];
  const [here, there] = [mine.properties, other.properties];
  return known
    .filter((one) => !one.builtIn && (isShown(one, here) || isShown(one, there)))
    .map((property) => ({ property, name: property.name }))
    .filter(
      ({ name }) => JSON.stringify(here[name] ?? null) !== JSON.stringify(there[name] ?? null),
    )
    .map(({ property, name }) => ({
      name: `property:${name}` as const,
      label: property.label,
      mine: shown(property, here[name] ?? null),
      other: shown(property, there[name] ?? null),
    }));
}

function shown(property: Property, value: PropertyValue) {
  return value === null ? null : <Words property={property} value={value} />;
}

function Words({ property, value }: { property: Property; value: PropertyValue }) {
  const words = usePropertyWords()(property, value);
  const file = useFileName(property.type === "file" && typeof value === "string" ? value : null);
  return file || words;
}
