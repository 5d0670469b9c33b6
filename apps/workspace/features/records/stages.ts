import { useLingui } from "@lingui/react/macro";
import type { Deal, DealStage } from "#contract/deals.ts";
import { regional } from "../../kit/RelativeTime.tsx";

/** How far a deal has come, in the user's words. */
export function useStageNames(): Record<DealStage, string> {
  const { t } = useLingui();
  return {
    new: t({ message: "New", context: "stage of a deal" }),
    qualified: t`Qualified`,
    proposal: t`Proposal`,
    negotiation: t`Negotiation`,
    won: t`Won`,
    lost: t`Lost`,
  };
}

/** An amount of money as it is written where this person is. */
export function useMoney(): (deal: Pick<Deal, "amount" | "currency">) => string | null {
  const { i18n } = useLingui();
  return ({ amount, currency }) =>
    amount === null
      ? null
      : amount.toLocaleString(regional(i18n.locale), {
          style: "currency",
          currency,
          ...(Number.isInteger(amount) ? { maximumFractionDigits: 0 } : {}),
        });
}

/** A day without a time, whatever the time zone. */
export function useDay(): (day: string) => string {
  const { i18n } = useLingui();
  return (day) =>
    new Date(`${day}T00:00:00Z`).toLocaleDateString(regional(i18n.locale), {
      dateStyle: "medium",
      timeZone: "UTC",
    });
}
