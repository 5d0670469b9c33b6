import { useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useRef, useState } from "react";
import {
  isShown,
  type Property,
  type PropertyValue,
  type PropertyValues,
} from "#contract/properties.ts";
import look from "./OwnProperties.module.css";
import { PropertyField } from "./PropertyField.tsx";
import { PropertyLook, useProperties, usePropertyWords } from "./PropertyWords.tsx";

type Props = {
  kind: Property["kind"];
  /** All values of the record by name, built-in ones too: conditions ask them. */
  values: Readonly<Record<string, unknown>>;
  own: PropertyValues;
  disabled: boolean;
  onSet: (property: Property, value: PropertyValue) => void;
};

/** The properties that the desk defined, as rows of a description list, edited where they stand. */
export function OwnProperties({ kind, values, own, disabled, onSet }: Props) {
  const shown = useProperties(kind).filter((one) => !one.builtIn && isShown(one, values));
  const groups = Map.groupBy(shown, ({ group }) => group);
  return [...groups].map(([group, properties]) => (
    <div key={group} className={look.group}>
      {group ? <h4 className={look.title}>{group}</h4> : null}
      <dl className={look.rows}>
        {properties.map((property) => (
          <Row
            key={property.name}
            property={property}
            value={own[property.name] ?? null}
            disabled={disabled}
            onSet={(value) => onSet(property, value)}
          />
        ))}
      </dl>
    </div>
  ));
}

type RowProps = {
  property: Property;
  value: PropertyValue;
  disabled: boolean;
  onSet: (value: PropertyValue) => void;
};

function Row(props: RowProps) {
  const { label, description } = props.property;
  return (
    <>
      <dt title={description || undefined}>{label}</dt>
      <dd>
        <EditableProperty {...props} />
      </dd>
    </>
  );
}

const links: readonly Property["type"][] = ["url", "phone", "file"];
/** What is chosen is kept at once; what is typed when one leaves it. */
const chosen: readonly Property["type"][] = ["choice", "checkbox", "user", "file"];

/** A value that becomes its field when clicked; leaving it keeps it, Esc does not. */
function EditableProperty({ property, value, disabled, onSet }: RowProps) {
  const { t } = useLingui();
  const words = usePropertyWords()(property, value);
  const [typed, setTyped] = useState<{ value: PropertyValue } | null>(null);
  const field = useRef<HTMLDivElement>(null);

  function keep(next: PropertyValue) {
    setTyped(null);
    if (JSON.stringify(next) !== JSON.stringify(value)) onSet(next);
  }

  function pressed(event: KeyboardEvent) {
    if (!typed || event.defaultPrevented) return;
    if (event.key === "Escape") {
      event.stopPropagation();
      setTyped(null);
    }
    const long = property.type === "longText" && !event.metaKey && !event.ctrlKey;
    if (event.key === "Enter" && !long && !isList(property)) {
      event.preventDefault();
      keep(typed.value);
    }
  }

  if (typed)
    return (
      <div
        ref={field}
        className={look.field}
        role="group"
        aria-label={property.label}
        onKeyDown={pressed}
        onBlur={(event) => {
          if (event.relatedTarget && field.current?.contains(event.relatedTarget)) return;
          // The system's window for choosing a file takes the focus; one comes back from it.
          if (property.type === "file" && !event.relatedTarget) return;
          keep(typed.value);
        }}
      >
        <PropertyField
          property={property}
          value={typed.value}
          bare
          focus
          onChange={(next) =>
            chosen.includes(property.type) ? keep(next) : setTyped({ value: next })
          }
        />
      </div>
    );
  return (
    <div className={look.shown}>
      {value !== null && links.includes(property.type) ? (
        <span className={look.link}>
          <PropertyLook property={property} value={value} />
        </span>
      ) : null}
      <button
        type="button"
        className={look.edit}
        data-empty={value === null || undefined}
        data-beside={(value !== null && links.includes(property.type)) || undefined}
        disabled={disabled}
        aria-label={words ? `${property.label}: ${words}` : t`Add ${property.label}`}
        onClick={() => setTyped({ value })}
      >
        {value !== null && links.includes(property.type) ? (
          t`Change`
        ) : (
          <>
            <Dot property={property} value={value} />
            <span className={look.words}>{words || "—"}</span>
          </>
        )}
      </button>
    </div>
  );
}

function Dot({ property, value }: { property: Property; value: PropertyValue }) {
  const color = property.options.find((option) => option.value === value)?.color;
  return color ? (
    <span className={look.dot} style={{ background: color }} aria-hidden="true" />
  ) : null;
}

function isList({ type }: Property): boolean {
  return type === "multiChoice" || type === "choice" || type === "user" || type === "checkbox";
}
