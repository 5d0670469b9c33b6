/** What is wrong with a server that was typed in, at the field that mends it. */
import { useLingui } from "@lingui/react/macro";
import { Refused } from "#contract/client.ts";

/** Null where its own words say it, or it is another refusal. */
export function useUnreachable(): (error: unknown) => Record<string, string> | null {
  const { t } = useLingui();
  return (error) => {
    if (!(error instanceof Refused)) return null;
    const { problem } = error;
    if (problem.code !== "mailbox_unreachable" && problem.code !== "smtp_unreachable") return null;
    const part = problem.code === "mailbox_unreachable" ? "imap" : "smtp";
    switch (problem.reason) {
      case "password_missing":
        return {
          [`${part}.password`]: t`Give it again: it is sent only to the server, the port and with the encryption that it was given for.`,
        };
      case "unreachable":
        return {
          [`${part}.host`]: t`No mail server answers there. Check name, port and encryption.`,
        };
      default:
        return null;
    }
  };
}
