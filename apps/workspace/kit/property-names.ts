import { useLingui } from "@lingui/react/macro";
import type { Property } from "#contract/properties.ts";
import { useProperties } from "./PropertyWords.tsx";

/** Built-in properties in the user's language, others as the desk calls them. */
export function usePropertyNames(): (name: string, known?: Property) => string {
  const { t } = useLingui();
  const ofTickets = useProperties("ticket");
  const builtIn: Record<string, string> = {
    priority: t`Priority`,
    category: t`Category`,
    description: t`Description`,
    resolution: t`Resolution`,
    assigned_teams: t`Assigned teams`,
  };
  return (name, known) => {
    if (known && !known.builtIn) return known.label;
    return builtIn[name] ?? ofTickets.find((property) => property.name === name)?.label ?? name;
  };
}
