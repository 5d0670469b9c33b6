import { useLingui } from "@lingui/react/macro";
import type { SpamItem } from "#contract/spam.ts";

/** Why it is among the spam, in a few words. */
export function useReason(): (item: Pick<SpamItem, "fate" | "reason">) => string {
  const { t } = useLingui();
  return ({ fate, reason }) => {
    if (fate === "marked") return t`A colleague called it spam`;
    const value = reason?.slice(reason.indexOf(":") + 2) ?? "";
    return fate === "spam" ? t`Blocked: ${value}` : t`Rejected by a rule: ${value}`;
  };
}
