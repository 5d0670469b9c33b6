import { useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { isEmpty, isRequired, isShown, type PropertyValue } from "#contract/properties.ts";
import type { Ticket } from "#contract/tickets.ts";
import { usePropertyNames } from "../../kit/ActivityWords.tsx";
import { useChange } from "../../kit/change.ts";
import { useProperties, usePropertyWords } from "../../kit/PropertyWords.tsx";
import { filledIn, Required, valuesOn } from "../../kit/Required.tsx";
import type { Filled } from "../../live/change.ts";

type Asking = { names: string[]; given: Filled; said: string; title: string };

/** Setting a property of a ticket; what the new value asks for is asked first, and both are kept together. */
export function useSetProperty(ticket: Ticket): {
  set: (name: string, value: PropertyValue) => void;
  dialog: ReactNode;
} {
  const { t } = useLingui();
  const known = useProperties("ticket");
  const nameOf = usePropertyNames();
  const words = usePropertyWords();
  const change = useChange(ticket.number);
  const [asking, setAsking] = useState<Asking | null>(null);

  function set(name: string, value: PropertyValue) {
    const given = filledIn({ [name]: value });
    const after = valuesOn(ticket, given);
    const property = known.find((one) => one.name === name);
    const names = known
      .filter((one) => one.condition?.property === name && isShown(one, after))
      .filter((one) => isRequired(one, after) && isEmpty(after[one.name]))
      .map((one) => one.name);
    const said = t`${nameOf(name)} of #${ticket.number} changed.`;
    if (names.length === 0) return void change(given, said);
    const title = property ? words(property, value) : nameOf(name);
    setAsking({ names, given, said, title });
  }

  function complete({ given, said }: Asking, { properties, ...builtIn }: Filled) {
    setAsking(null);
    const all = { ...given.properties, ...properties };
    void change({ ...given, ...builtIn, properties: all }, said);
  }

  const dialog = asking ? (
    <Required
      names={asking.names}
      asker={asking.title}
      onDone={(filled) => complete(asking, filled)}
      onCancel={() => setAsking(null)}
    />
  ) : null;
  return { set, dialog };
}
