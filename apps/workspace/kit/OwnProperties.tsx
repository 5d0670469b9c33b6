import { ActionIcon } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconPencil } from "@tabler/icons-react";
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
  /** What is wrong, by name: these stay fields until it is right. */
  errors?: Readonly<Record<string, string>>;
};

/** The properties that the desk defined, as rows of a description list, edited where they stand. */
export function OwnProperties({ kind, values, own, disabled, onSet, errors = {} }: Props) {
  const shown = useProperties(kind).filter((one) => !one.builtIn && isShown(one, values));
  const groups = Map.groupBy(shown, ({ group }) => group);
  const [firstWrong] = shown.filter(({ name }) => errors[name]);
  return [...groups].map(([group, properties]) => (
    <div
      key={group}
      className={look.group}
      {...(group ? { role: "group", "aria-label": group } : {})}
    >
      {group ? (
        <p className={look.title} aria-hidden="true">
          {group}
        </p>
      ) : null}
      <dl className={look.rows}>
        {properties.map((property) => (
          <Row
            key={property.name}
            property={property}
            value={own[property.name] ?? null}
            disabled={disabled}
            error={errors[property.name]}
            focus={property === firstWrong}
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
  error: string | undefined;
  /** Of what is wrong it comes first. */
  focus: boolean;
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
function EditableProperty({ property, value, disabled, error, focus, onSet }: RowProps) {
  const { t } = useLingui();
  const words = usePropertyWords()(property, value);
  const [begun, setTyped] = useState<{ value: PropertyValue } | null>(null);
  const typed = begun ?? (error ? { value } : null);
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
          focus={begun !== null || focus}
          error={error}
          onChange={(next) =>
            chosen.includes(property.type) ? keep(next) : setTyped({ value: next })
          }
        />
      </div>
    );
  const begin = () => setTyped({ value });
  if (value !== null && links.includes(property.type))
    return (
      <div className={look.shown}>
        <span className={look.link}>
          <PropertyLook property={property} value={value} />
        </span>
        <ActionIcon
          size={24}
          disabled={disabled}
          aria-label={t`Change ${property.label}`}
          onClick={begin}
        >
          <IconPencil size={14} stroke={1.5} />
        </ActionIcon>
      </div>
    );
  return (
    <button
      type="button"
      className={look.edit}
      data-empty={value === null || undefined}
      disabled={disabled}
      aria-label={words ? `${property.label}: ${words}` : t`Add ${property.label}`}
      onClick={begin}
    >
      <Dot property={property} value={value} />
      <span className={look.words}>{words || "—"}</span>
    </button>
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
