import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { lacking, type PropertyValue, type PropertyValues } from "#contract/properties.ts";
import type { Ticket } from "#contract/tickets.ts";
import { usePropertyNames } from "../../kit/property-names.ts";
import { useChange } from "../../kit/change.ts";
import { useProperties } from "../../kit/PropertyWords.tsx";
import { filledIn, valuesOn } from "../../kit/Required.tsx";
import { useWrongProperties } from "../../kit/wrong-properties.ts";

type Waiting = { given: PropertyValues; errors: Readonly<Record<string, string>> };

const nothing: Waiting = { given: {}, errors: {} };

/**
 * Setting properties of a ticket where they stand. What another one is asked for first, or does not fit, waits at its
 * field, and is kept together with what it waited for.
 */
export function useTicketProperties(ticket: Ticket) {
  const { t } = useLingui();
  const known = useProperties("ticket");
  const nameOf = usePropertyNames();
  const change = useChange(ticket.number);
  const { fillIn, wrongIn } = useWrongProperties("ticket");
  const [{ given, errors }, setWaiting] = useState(nothing);
  const before: Readonly<Record<string, unknown>> = valuesOn(ticket);

  function set(name: string, value: PropertyValue) {
    const now = different({ ...given, [name]: value }, before);
    const names = Object.keys(now);
    const missing = lacking(known, { ...before, ...now }, names);
    if (missing.length > 0) return setWaiting({ given: now, errors: fillIn(missing) });
    setWaiting(nothing);
    if (names.length === 0) return;
    const [first = name] = names;
    const said = t`${nameOf(first)} of #${ticket.number} changed.`;
    void change(filledIn(now), said, (error) => {
      const wrong = wrongIn(error);
      if (wrong) setWaiting({ given: now, errors: wrong });
      return wrong !== null;
    });
  }

  return {
    /** All by name, as they are or would be. */
    values: { ...before, ...given },
    own: { ...ticket.properties, ...given },
    category: "category" in given ? words(given["category"]) : ticket.category,
    errors,
    isWaiting: Object.keys(given).length > 0,
    set,
    discard: () => setWaiting(nothing),
  };
}

function words(value: PropertyValue | undefined): string | null {
  return typeof value === "string" ? value : null;
}

/** What went back to what it was needs no keeping. */
function different(
  given: PropertyValues,
  before: Readonly<Record<string, unknown>>,
): PropertyValues {
  const isOther = ([name, value]: [string, PropertyValue]) =>
    JSON.stringify(value) !== JSON.stringify(before[name] ?? null);
  return Object.fromEntries(Object.entries(given).filter((pair) => isOther(pair)));
}
