import { useLingui } from "@lingui/react/macro";
import type { Scope } from "#contract/operation.ts";

/** What a token may do, in the user's words. */
export function useScopeNames(): (scope: Scope) => string {
  const { t } = useLingui();
  const names: Record<Scope, string> = {
    "tickets.read": t`read tickets`,
    "tickets.write": t`change and answer tickets`,
    "contacts.read": t`read contacts`,
    "contacts.write": t`change contacts`,
    "mail.read": t`read mail and ledger`,
    "settings.read": t`read settings`,
    "settings.write": t`change settings`,
  };
  return (scope) => names[scope];
}
