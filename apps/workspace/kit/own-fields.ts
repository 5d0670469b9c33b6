/** The desk's own properties in the form of a record: what is wrong with them, and what is sent. */
import {
  isEmpty,
  isShown,
  lacking,
  type PropertyValues,
  type RecordKind,
} from "#contract/properties.ts";
import { useProperties } from "./PropertyWords.tsx";
import { useWrongProperties } from "./wrong-properties.ts";

type Errors = Record<string, string>;

/** `before` = what the record has; null = it is a new one, of which everything is asked. */
export function useOwnFields(kind: RecordKind, before: PropertyValues | null) {
  const known = useProperties(kind);
  const { fillIn, wrongIn } = useWrongProperties(kind);
  /** Only what is shown is meant; of a record that is there, only what changed. */
  function sent(own: PropertyValues): PropertyValues {
    const hidden = new Set(known.filter((one) => !isShown(one, own)).map(({ name }) => name));
    const isSent = ([name, value]: [string, unknown]) =>
      !hidden.has(name) && !isSame(value, before?.[name]);
    return Object.fromEntries(Object.entries(own).filter((pair) => isSent(pair)));
  }
  return {
    sent,
    check: ({ own }: { own: PropertyValues }): Errors =>
      inForm(fillIn(lacking(known, own, before ? Object.keys(sent(own)) : "all"))),
    explain: (error: unknown): Errors | null => {
      const wrong = wrongIn(error);
      return wrong && inForm(wrong);
    },
  };
}

function isSame(a: unknown, b: unknown): boolean {
  return (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);
}

function inForm(wrong: Readonly<Errors>): Errors {
  return Object.fromEntries(Object.entries(wrong).map(([name, says]) => [`own.${name}`, says]));
}
