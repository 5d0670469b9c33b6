import { Button, Group, Modal, Stack } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import {
  isEmpty,
  type PropertyValue,
  type PropertyValues,
  type RecordKind,
} from "#contract/properties.ts";
import { type Ticket, TicketProperties } from "#contract/tickets.ts";
import type { Filled } from "../live/change.ts";
import { PropertyField } from "./PropertyField.tsx";
import { useProperties } from "./PropertyWords.tsx";

type Props = {
  kind?: RecordKind;
  /** Names of the properties that are empty. */
  names: readonly string[];
  /** What asks for them: a status, an option, a new record. */
  asker: string;
  /** What was given before and did not fit, and why. */
  given?: PropertyValues;
  errors?: Readonly<Record<string, string>>;
  onDone(filled: Filled): void;
  onCancel(): void;
  /** Only for those who may go around it. */
  onWithout?: () => void;
};

/** Asks for what a status, an option or a new record needs before anything is sent; cancel sends and changes nothing. */
export function Required(props: Props) {
  const { kind = "ticket", names, asker, onDone, onCancel, onWithout } = props;
  const { t } = useLingui();
  const known = useProperties(kind);
  const [values, setValues] = useState<PropertyValues>(props.given ?? {});
  const asked = names.flatMap((name) => known.find((property) => property.name === name) ?? []);
  const complete = names.every((name) => !isEmpty(values[name]));
  const set = (name: string, value: PropertyValue) => setValues({ ...values, [name]: value });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog stands in the page's tree: a form around it must not be sent with it.
    event.stopPropagation();
    if (complete) onDone(filledIn(values));
  };
  return (
    <Modal opened onClose={onCancel} title={t`${asker} asks for a little more`} size="md">
      <form onSubmit={submit} noValidate>
        <Stack gap={12}>
          {asked.map((property, at) => (
            <PropertyField
              key={property.name}
              property={property}
              value={values[property.name] ?? null}
              required
              error={
                same(values, props.given, property.name) ? props.errors?.[property.name] : undefined
              }
              focus={at === 0}
              onChange={(value) => set(property.name, value)}
            />
          ))}
        </Stack>
        <Group justify="flex-end" gap={8} mt={20}>
          {onWithout ? (
            <Button variant="subtle" color="gray" mr="auto" onClick={onWithout}>
              <Trans>Go on without</Trans>
            </Button>
          ) : null}
          <Button variant="default" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" disabled={!complete}>
            <Trans>Continue</Trans>
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

/** It is as it was when it was found wrong. */
function same(values: PropertyValues, given: PropertyValues | undefined, name: string): boolean {
  return JSON.stringify(values[name]) === JSON.stringify(given?.[name]);
}

/** Built-in properties are named beside the ticket's other fields, the desk's own under `properties`. */
export function filledIn(values: PropertyValues): Filled {
  const isBuiltIn = ([name]: [string, PropertyValue]) => name in TicketProperties.shape;
  const all = Object.entries(values);
  const builtIn = Object.fromEntries(all.filter(isBuiltIn));
  const own = Object.fromEntries(all.filter((pair) => !isBuiltIn(pair)));
  return {
    ...TicketProperties.partial().parse(builtIn),
    ...(Object.keys(own).length > 0 ? { properties: own } : {}),
  };
}

/** Those of these properties that have no value, neither on the ticket nor among what was just given. */
export function emptyAmong(ticket: Ticket, names: readonly string[], given: Filled = {}): string[] {
  const values = valuesOn(ticket, given);
  return names.filter((name) => isEmpty(values[name]));
}

/** All properties of a ticket by name, as they are or would be. */
export function valuesOn(ticket: Ticket, given: Filled = {}): Record<string, unknown> {
  return { ...ticket, ...ticket.properties, ...given, ...given.properties };
}
