import { useLingui } from "@lingui/react/macro";
import type { FormField } from "#contract/forms.ts";

/** The fields of the form for a new ticket in the user's language. */
export function useFieldNames(): Record<FormField, string> {
  const { t } = useLingui();
  return {
    name: t`Ticket name`,
    pipeline: t`Pipeline`,
    status: t`Ticket status`,
    contacts: t`Contacts`,
    company: t`Company`,
    owner: t`Owner`,
    priority: t`Priority`,
    category: t`Category`,
    description: t`Description`,
    resolution: t`Resolution`,
  };
}
