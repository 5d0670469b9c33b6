/** Why two records may be one and the same, in words. */
import { useLingui } from "@lingui/react/macro";
import type { Double, DoubleReason } from "#contract/doubles.ts";

type One = { name: string; companyName?: string | null };
type Why = { kind: Double["kind"]; a: One; b: One; reasons: readonly DoubleReason[] };

export function useSayReasons(): (why: Why) => string {
  const { t } = useLingui();
  return ({ kind, a, b, reasons }) => {
    const inFirm = kind === "contact" && Boolean(a.companyName);
    const isSame = a.name.toLowerCase() === b.name.toLowerCase();
    const sameName = inFirm ? t`Same name and company` : t`Same name`;
    const say: Record<DoubleReason, string> = {
      phone: t`Same phone`,
      address: t`Look-alike address`,
      name: isSame ? sameName : t`Similar name`,
      domain: t`Look-alike domain`,
    };
    return reasons.map((reason) => say[reason]).join(" · ");
  };
}
