import { useLingui } from "@lingui/react/macro";
import { type FieldName, type FormField, ownField } from "#contract/forms.ts";
import { useProperties } from "../../kit/PropertyWords.tsx";

/** The fields of the form for a new ticket in the user's language, those of the desk's own as the desk calls them. */
export function useFieldNames(): (name: FieldName) => string {
  const { t } = useLingui();
  const known = useProperties("ticket");
  const standard: Record<FormField, string> = {
    name: t`Ticket name`,
    pipeline: t`Pipeline`,
    status: t`Ticket status`,
    contacts: t`Contacts`,
    company: t`Company`,
    owner: t`Owner`,
    source: t`Source`,
    priority: t`Priority`,
    category: t`Category`,
    description: t`Description`,
    resolution: t`Resolution`,
  };
  const own = (name: string) => known.find((one) => one.name === name)?.label ?? name;
  return (name) => (isOwn(name) ? own(ownField(name) ?? "") : standard[name]);
}

export function isOwn(name: FieldName): name is `property:${string}` {
  return ownField(name) !== null;
}
