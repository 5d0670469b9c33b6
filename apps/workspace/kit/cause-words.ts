import { useLingui } from "@lingui/react/macro";
import type { Activity } from "#contract/activity.ts";

/** Why it happened, where it was not simply somebody's own hand; null otherwise. */
export function useCauseWords(): (step: Activity) => string | null {
  const { t } = useLingui();
  const causes: Record<Activity["cause"], string | null> = {
    by_hand: null,
    mail_received: null,
    delivery_tried: null,
    answering_takes_ownership: t`Answering an unassigned ticket assigns it.`,
    chosen_with_reply: t`Chosen together with the reply.`,
    automation_on_reply: t`Automatic: mail was sent to the customer.`,
    automation_on_customer_reply: t`Automatic: the customer answered.`,
    customer_reopened: t`The customer answered a closed ticket.`,
    chosen_status_won: t`The status chosen with the reply stands above the automation.`,
    sent_later: t`Planned: sent at the time that its author chose.`,
    undo: t`By undo.`,
    team_deleted: t`The team was deleted.`,
    status_deleted: t`Its status was deleted.`,
    pipeline_deleted: t`Its pipeline was deleted.`,
    status_kind_changed: t`The status became one of the other kind.`,
    import: t`By import.`,
    api: t`Over the API.`,
  };
  return (step) => causes[step.cause];
}
