import { Button, Group, Modal, Select, Textarea, TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { type FormEvent, useState } from "react";
import type { Property } from "#contract/properties.ts";
import type { Ticket, TicketProperties } from "#contract/tickets.ts";
import { queries } from "../live/queries.ts";
import { usePropertyNames } from "./ActivityWords.tsx";

type Props = {
  /** Names of the properties that are empty. */
  names: readonly string[];
  statusName: string;
  onDone(properties: Partial<TicketProperties>): void;
  onCancel(): void;
  /** Only for those who may go around it. */
  onWithout?: () => void;
};

/** Asks for what a status needs before anything is sent; cancel sends and changes nothing. */
export function Required({ names, statusName, onDone, onCancel, onWithout }: Props) {
  const { t } = useLingui();
  const known = useQuery(queries.properties()).data?.items ?? [];
  const [values, setValues] = useState<Record<string, string>>({});
  const nameOf = usePropertyNames();
  const asked = names.map((name) => ({
    type: "text" as const,
    builtIn: true,
    options: [],
    ...known.find((property) => property.name === name),
    name,
    label: nameOf(name),
  }));
  const complete = names.every((name) => values[name]?.trim());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (complete) onDone(Object.fromEntries(names.map((name) => [name, values[name]?.trim()])));
  };
  return (
    <Modal opened onClose={onCancel} title={t`${statusName} asks for a little more`} size="md">
      <form onSubmit={submit}>
        {asked.map((property, at) => (
          <Field
            key={property.name}
            property={property}
            value={values[property.name] ?? ""}
            focus={at === 0}
            onChange={(value) => setValues({ ...values, [property.name]: value })}
          />
        ))}
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

function Field({
  property,
  value,
  focus,
  onChange,
}: {
  property: Property;
  value: string;
  focus: boolean;
  onChange: (value: string) => void;
}) {
  const { label, type, options } = property;
  const common = { label, value, mt: 12, withAsterisk: true, "data-autofocus": focus || undefined };
  if (type === "choice")
    return (
      <Select
        {...common}
        data={options}
        onChange={(picked) => onChange(picked ?? "")}
        searchable={options.length > 8}
      />
    );
  if (type === "longText")
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxRows={10}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  return <TextInput {...common} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** Those of these properties that have no value, neither on the ticket nor among what was just given. */
export function emptyAmong(
  ticket: Ticket,
  names: readonly string[],
  given: Partial<TicketProperties> = {},
): string[] {
  const values = new Map<string, unknown>([...Object.entries(ticket), ...Object.entries(given)]);
  return names.filter((name) => !values.get(name));
}
