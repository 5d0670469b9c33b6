import { useLingui } from "@lingui/react/macro";
import type { Fate, LedgerEntry } from "#contract/mail.ts";

/** What became of a mail, in the user's words. */
export function useFateNames(): (fate: Fate) => string {
  const { t } = useLingui();
  const names: Record<Fate, string> = {
    received: t`Being read`,
    ticket_created: t`New ticket`,
    joined_ticket: t`Joined a ticket`,
    spam: t`Spam`,
    rejected_by_rule: t`Rejected by a rule`,
    ignored: t`Ignored`,
    duplicate: t`Duplicate`,
    own_copy: t`Our own copy`,
    unreadable: t`Unreadable`,
    test: t`Test`,
  };
  return (fate) => names[fate];
}

/** The door it came through. */
export function useDoorNames(): (via: LedgerEntry["via"]) => string {
  const { t } = useLingui();
  const names: Record<LedgerEntry["via"], string> = {
    smtp: "SMTP",
    lmtp: "LMTP",
    imap: "IMAP",
    import: t`Import`,
    preview: t`Outbox preview`,
    upload: t`Upload`,
    webhook: t`Webhook`,
  };
  return (via) => names[via];
}
