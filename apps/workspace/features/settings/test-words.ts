import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import type {
  LineOutcome,
  MailboxOutcome,
  Sending,
  SendOutcome,
  testReceiving,
} from "#contract/channel-tests.ts";
import type { OutputOf } from "#contract/operation.ts";
import type { Tone } from "./TestStep.tsx";

type Tested = OutputOf<typeof testReceiving>;

/** What is wrong with the line to a server, and what to look at first. */
function useLineWords(): (outcome: LineOutcome, server: string) => string {
  const { t } = useLingui();
  return (outcome, server) => {
    const words: Record<LineOutcome, string> = {
      name_not_found: t`The name in ${server} is not known. Look for a typing error in it.`,
      connection_refused: t`Nobody listens at ${server}. The port is probably another one, or the server is stopped.`,
      timed_out: t`${server} does not answer. A firewall may be in between, or the port is wrong.`,
      tls_failed: t`No safe connection to ${server}: its certificate is not valid for this name, or the encryption is set wrongly.`,
      unreachable: t`${server} cannot be reached. Check name, port and encryption.`,
      login_refused: t`${server} refused the user name or password.`,
    };
    return words[outcome];
  };
}

/** How a test mail fared that was handed to a server. */
export function useSendWords() {
  const { t } = useLingui();
  const line = useLineWords();
  const say = ({ outcome, server }: Pick<Sending, "outcome" | "server">): string => {
    const at = server ?? "";
    switch (outcome) {
      case "accepted":
        return t`${at} accepted the test. If it does not arrive, look in the spam folder there.`;
      case "preview":
        return t`Nothing left this machine: there is no outgoing server (SMTP_OUT_URL). The test lies in the outbox preview.`;
      case "server_refused":
        return t`${at} does not want to talk to this machine.`;
      case "sender_refused":
        return t`${at} does not accept mail from this address. It has to be allowed to send as it.`;
      case "recipient_refused":
        return t`${at} does not accept mail to that address.`;
      case "content_refused":
        return t`${at} read the test and refused it, perhaps as spam.`;
      case "greylisted":
        return t`${at} asks to come back later, as it does with senders that it does not know yet (greylisting). Replies are tried again by themselves.`;
      case "deferred":
        return t`${at} cannot take mail just now. Replies are tried again by themselves.`;
      default:
        return line(outcome, at);
    }
  };
  return { say, tone: toneOf };
}

const tones: Partial<Record<SendOutcome, Tone>> = {
  accepted: "ok",
  preview: "info",
  greylisted: "info",
  deferred: "info",
};

function toneOf(outcome: SendOutcome): Tone {
  return tones[outcome] ?? "danger";
}

/** Why a mailbox cannot be read just now. */
export function useTroubleWords() {
  const { t } = useLingui();
  const line = useLineWords();
  return (outcome: MailboxOutcome, server: string, folder: string): string => {
    if (outcome === "folder_missing")
      return t`${server} let us in, but has no folder ${folder} that can be opened.`;
    return line(outcome === "opened" ? "unreachable" : outcome, server);
  };
}

/** What was found in the mailbox that a channel reads. */
export function useMailboxWords() {
  const { t } = useLingui();
  const line = useLineWords();
  return ({ outcome, server, folder, mails }: NonNullable<Tested["mailbox"]>): string => {
    if (outcome === "opened") {
      const found = plural(mails ?? 0, { one: "# mail", other: "# mails" });
      return t`${server} let us in; the folder ${folder} has ${found}.`;
    }
    if (outcome === "folder_missing")
      return t`${server} let us in, but has no folder ${folder} that can be opened.`;
    return line(outcome, server);
  };
}

/** Why the listener on this machine did not take a test. */
export function useDoorWords() {
  const { t } = useLingui();
  const { say } = useSendWords();
  return ({ outcome, server }: NonNullable<Tested["door"]>, address: string): string => {
    switch (outcome) {
      case "any_port":
        return t`The listener takes any free port (SMTP_IN_PORT is 0), so nobody outside can know it. Give it a port of its own.`;
      case "elsewhere":
        return t`The listener does not run in this process (ROLES), so it could not be tried from here.`;
      case "connection_refused":
        return t`The listener is not running at ${server ?? ""}. Set SMTP_IN_PORT and start the program with the role mail.`;
      case "recipient_refused":
        return t`Whatever listens at ${server ?? ""} does not know ${address}: another program has this port.`;
      default:
        return say({ outcome, server });
    }
  };
}
