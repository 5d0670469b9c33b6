/** What a refusal says of the desk's own properties, at their names and in the user's language. */
import { useLingui } from "@lingui/react/macro";
import type { PropertyType, RecordKind } from "#contract/properties.ts";
import { problemOf } from "../live/api.ts";
import { useProperties } from "./PropertyWords.tsx";

type Errors = Readonly<Record<string, string>>;

export function useWrongProperties(kind: RecordKind): {
  fillIn: (names: readonly string[]) => Errors;
  /** null = the refusal speaks of something else. */
  wrongIn: (error: unknown) => Errors | null;
} {
  const { t } = useLingui();
  const known = useProperties(kind);
  const sayType = useSayType();
  const fillIn = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, t`Fill this in.`]));
  function wrongIn(error: unknown): Errors | null {
    const problem = problemOf(error);
    if (problem?.code === "properties_missing") return fillIn(problem.missing);
    if (problem?.code !== "invalid_input") return null;
    const wrong = Object.keys(problem.fields).flatMap((path) => {
      const name = /^properties\.([^.]+)/.exec(path)?.[1];
      const type = known.find((one) => one.name === name)?.type;
      return name ? [[name, sayType(type ?? "text")]] : [];
    });
    return wrong.length > 0 ? Object.fromEntries(wrong) : null;
  }
  return { fillIn, wrongIn };
}

function useSayType(): (type: PropertyType) => string {
  const { t } = useLingui();
  const says: Partial<Record<PropertyType, string>> = {
    number: t`This is not a number.`,
    date: t`This is not a date.`,
    dateTime: t`This is not a date and time.`,
    phone: t`This is not a phone number.`,
    url: t`Use an address that begins with http:// or https://.`,
    user: t`This user is not there any more. Choose another one.`,
    choice: t`This option is not in use any more. Choose another one.`,
    multiChoice: t`One of these options is not in use any more. Take it out.`,
  };
  return (type) => says[type] ?? t`This cannot be kept. Please change it.`;
}
