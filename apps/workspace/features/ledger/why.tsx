import { Trans } from "@lingui/react/macro";
import type { LedgerEntry } from "#contract/mail.ts";

/** Why a mail had its fate, in plain words. */
export function Why({ entry }: { entry: LedgerEntry }) {
  switch (entry.fate) {
    case "received":
      return <Trans>It is kept and waits to be read. That takes seconds; nothing is lost.</Trans>;
    case "ticket_created":
      return entry.reason === "colleague" ? (
        <Trans>A colleague forwarded it; the ticket is of whom it came from.</Trans>
      ) : (
        <Trans>
          It answers no ticket in which its sender takes part, so it opened one of its own.
        </Trans>
      );
    case "joined_ticket":
      return <Joined reason={entry.reason} />;
    case "ignored":
      return <Ignored reason={entry.reason} />;
    case "duplicate":
      return (
        <Trans>
          The same mail had come before: the same Message-ID and the same content. It is shown once.
        </Trans>
      );
    case "own_copy":
      return (
        <Trans>It is a reply of this desk that came back, by a list or a copy to ourselves.</Trans>
      );
    case "unreadable":
      return (
        <Trans>
          It could not be read ({entry.reason}). Its ticket has the raw mail as an attachment.
        </Trans>
      );
    case "spam":
      return <Trans>It was taken for spam. It can be brought back.</Trans>;
    case "rejected_by_rule":
      return <Trans>A rule of this desk keeps its sender out.</Trans>;
    case "test":
      return <Trans>It is a test that was sent from the settings of a channel.</Trans>;
  }
}

function Joined({ reason }: { reason: string | null }) {
  switch (reason) {
    case null:
      return (
        <Trans>
          It answers this ticket by its signed address or by a mail of it, and its sender takes
          part.
        </Trans>
      );
    case "colleague":
      return <Trans>A colleague answered from their own mail program: the team’s reply.</Trans>;
    case "bounce":
      return (
        <Trans>A mail server reports on a mail of this ticket that it could not deliver.</Trans>
      );
    case "vacation":
      return <Trans>It is an out-of-office answer; it hangs on its ticket quietly.</Trans>;
    default:
      return <Trans>A machine reports on a mail of this ticket; it hangs on it quietly.</Trans>;
  }
}

function Ignored({ reason }: { reason: string | null }) {
  switch (reason) {
    case "bounce":
      return (
        <Trans>It reports that a mail could not be delivered which this desk did not send.</Trans>
      );
    case "vacation":
      return <Trans>It is an out-of-office answer to nothing that this desk wrote.</Trans>;
    case "receipt":
      return <Trans>It is a receipt for nothing that this desk wrote.</Trans>;
    case "feedback":
      return <Trans>It is a complaint about a mail which this desk did not send.</Trans>;
    case "loop":
      return <Trans>Mail of this desk came back in a circle; an answer would never end.</Trans>;
    default:
      return <Trans>A machine wrote it, and it is about nothing that this desk wrote.</Trans>;
  }
}
