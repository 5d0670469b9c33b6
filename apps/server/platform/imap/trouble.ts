/** What is wrong with a mailbox, from the error that its reader ended with. */
import type { MailboxOutcome } from "#contract/channel-tests.ts";
import { lineTrouble } from "../line-trouble.ts";

export function mailboxTrouble(error: unknown): MailboxOutcome {
  const { responseText, authenticationFailed } = fieldsOf(error);
  if (authenticationFailed === true) return "login_refused";
  return typeof responseText === "string" && /mailbox|folder/i.test(responseText)
    ? "folder_missing"
    : lineTrouble(fieldsOf(error));
}

/** The server's own words, or the library's. */
export function wordsOf(error: unknown): string {
  const { responseText, message } = fieldsOf(error);
  const said = [responseText, message].find((one) => typeof one === "string");
  return (typeof said === "string" ? said : "unknown error").slice(0, 300).toWellFormed();
}

type Fields = { responseText?: unknown; authenticationFailed?: unknown; message?: unknown };

function fieldsOf(error: unknown): Fields {
  return typeof error === "object" && error !== null ? error : {};
}
