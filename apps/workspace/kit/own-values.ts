/** Changing the desk's own properties of a record: at once, and where something stands in the way, said at its field. */
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import {
  lacking,
  type PropertyValue,
  type PropertyValues,
  type RecordKind,
} from "#contract/properties.ts";
import { useProperties } from "./PropertyWords.tsx";
import { toast, toastError } from "./toast.ts";
import { useWrongProperties } from "./wrong-properties.ts";

type Own = { name: string; properties: PropertyValues };

export type Editing<One extends Own> = {
  kind: RecordKind;
  record: One;
  /** Shows it everywhere. */
  keep: (record: One) => void;
  send: (properties: PropertyValues) => Promise<One>;
};

/** Values that wait are those that cannot be kept yet: another property is asked for first, or they do not fit. */
export function useOwnValues<One extends Own>({ kind, record, keep, send }: Editing<One>) {
  const { t } = useLingui();
  const known = useProperties(kind);
  const [waiting, setWaiting] = useState<PropertyValues>({});
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const { fillIn, wrongIn } = useWrongProperties(kind);
  const own = { ...record.properties, ...waiting };

  const wait = (given: PropertyValues, wrong: typeof errors) => {
    setWaiting(given);
    setErrors(wrong);
  };
  async function give(given: PropertyValues) {
    const missing = lacking(known, { ...record.properties, ...given }, Object.keys(given));
    if (missing.length > 0) return wait(given, fillIn(missing));
    wait({}, {});
    if (Object.keys(given).length === 0) return;
    keep({ ...record, properties: { ...record.properties, ...given } });
    try {
      keep(await send(given));
      const back = before(record, given);
      const undo = () => void send(back).then(keep, (error: unknown) => toastError(error));
      toast({ message: t`${record.name} changed.`, undo });
    } catch (error) {
      keep(record);
      const wrong = wrongIn(error);
      if (wrong) wait(given, wrong);
      else toastError(error);
    }
  }

  return {
    own,
    errors,
    isWaiting: Object.keys(waiting).length > 0,
    set: (name: string, value: PropertyValue) =>
      void give(different(record, { ...waiting, [name]: value })),
    discard: () => wait({}, {}),
  };
}

/** What went back to what it was needs no keeping. */
function different({ properties }: Own, given: PropertyValues): PropertyValues {
  const isOther = ([name, value]: [string, PropertyValue]) =>
    JSON.stringify(value) !== JSON.stringify(properties[name] ?? null);
  return Object.fromEntries(Object.entries(given).filter((pair) => isOther(pair)));
}

function before({ properties }: Own, given: PropertyValues): PropertyValues {
  return Object.fromEntries(Object.keys(given).map((name) => [name, properties[name] ?? null]));
}
