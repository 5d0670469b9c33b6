import { Button } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import {
  isRequired,
  isShown,
  type Property,
  type PropertyValue,
  type PropertyValues,
  type RecordKind,
} from "#contract/properties.ts";
import look from "./OwnProperties.module.css";
import { PropertyField } from "./PropertyField.tsx";
import { useProperties } from "./PropertyWords.tsx";

type Props = {
  kind: RecordKind;
  values: PropertyValues;
  /** By `own.NAME`. */
  errors: Readonly<Record<string, string>>;
  onChange: (values: PropertyValues, name: string) => void;
};

/** The desk's own properties in a form: what is required or filled in stands there, the rest behind a button. */
export function OwnFields({ kind, values, errors, onChange }: Props) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const shown = useProperties(kind).filter((one) => !one.builtIn && isShown(one, values));
  // What stood there once stays, also when it is emptied.
  const [begun] = useState(() => new Set(Object.keys(values)));
  const isAsked = (one: Property) =>
    isRequired(one, values) || begun.has(one.name) || errors[`own.${one.name}`] !== undefined;
  const asked = all ? shown : shown.filter((one) => isAsked(one) || follows(one, shown, isAsked));
  const more = shown.length - asked.length;
  const field = (property: Property) => (
    <PropertyField
      key={property.name}
      property={property}
      value={values[property.name] ?? null}
      required={isRequired(property, values)}
      error={errors[`own.${property.name}`]}
      onChange={(value: PropertyValue) =>
        onChange({ ...values, [property.name]: value }, `own.${property.name}`)
      }
    />
  );
  return (
    <>
      {[...Map.groupBy(asked, ({ group }) => group)].map(([group, properties]) => (
        <div key={group} className={look.fields} role="group" aria-label={group || t`Properties`}>
          {group ? (
            <p className={look.title} aria-hidden="true">
              {group}
            </p>
          ) : null}
          {properties.map((property) => field(property))}
        </div>
      ))}
      {more > 0 ? (
        <Button
          variant="subtle"
          size="compact-sm"
          className={look.more ?? ""}
          leftSection={<IconChevronDown size={14} stroke={1.5} />}
          onClick={() => setAll(true)}
        >
          {t`More properties (${more})`}
        </Button>
      ) : null}
    </>
  );
}

/** It is shown because of a choice that stands in the form. */
function follows(
  { condition }: Property,
  all: readonly Property[],
  isAsked: (one: Property) => boolean,
): boolean {
  const controlling = all.find(({ name }) => name === condition?.property);
  return condition?.shows === true && controlling !== undefined && isAsked(controlling);
}
