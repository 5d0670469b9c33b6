/** Where a ticket goes when somebody writes. Pure: the one place that decides between a person and an automation. */

export type StatusCause =
  | "chosen_with_reply"
  | "chosen_status_won"
  | "automation_on_reply"
  | "automation_on_customer_reply"
  | "customer_reopened";

/** `cause` is null when nothing was decided and the status stays. */
export type NextStatus = { statusId: string; cause: StatusCause | null };

/**
 * Status after mail was sent from the ticket. `chosen` is what the agent picked beside Send, `automation` what the
 * pipeline sets by itself (null = off). A chosen status always wins, and says so where the automation differed.
 */
export function statusAfterReply(of: {
  chosen: string | null;
  automation: string | null;
  current: string;
}): NextStatus {
  const { chosen, automation, current } = of;
  if (chosen !== null) {
    const won = automation !== null && automation !== chosen;
    return { statusId: chosen, cause: won ? "chosen_status_won" : "chosen_with_reply" };
  }
  if (automation !== null) return { statusId: automation, cause: "automation_on_reply" };
  return { statusId: current, cause: null };
}

/**
 * Status after the customer answered. A closed ticket is reopened even when the automation is off or leads to a
 * closed status: `firstOpen` is then where it goes.
 */
export function statusAfterCustomer(of: {
  automation: { id: string; open: boolean } | null;
  current: { id: string; open: boolean };
  firstOpen: string;
}): NextStatus {
  const { automation, current, firstOpen } = of;
  if (!current.open) {
    const statusId = automation?.open ? automation.id : firstOpen;
    return { statusId, cause: "customer_reopened" };
  }
  if (automation) return { statusId: automation.id, cause: "automation_on_customer_reply" };
  return { statusId: current.id, cause: null };
}
