import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { Mailbox } from "#contract/common.ts";
import { File as Uploaded, uploadFile } from "#contract/files.ts";
import type { RefusalCode } from "#contract/refusals.ts";
import type { SentTo } from "#contract/operation.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { writeToContact } from "#contract/replies.ts";
import { toastError } from "../../kit/toast.ts";
import { problemOf, upload } from "../../live/api.ts";
import { countSoon } from "../../live/apply.ts";
import { cache } from "../../live/cache.ts";
import { placeTicket } from "../../live/lists.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";

export type Letter = {
  fromChannelId: string | null;
  to: string;
  cc: string;
  bcc: string;
  subject: string;
  html: string;
  files: Uploaded[];
};
/** What was typed; the address is the contact's until another one is. */
type Given = Partial<Omit<Letter, "to">> & { to?: string | undefined };
type Field = "to" | "subject" | "html" | "files" | "fromChannelId";

/** Somebody a mail can go to. */
export type Correspondent = {
  id: string;
  name: string;
  email: string | null;
  emails?: readonly string[];
};
/** The mail as every record sends it. */
export type Sending = SentTo<typeof writeToContact>;

/** A mail from a record while it is written, and sending it once: it becomes a ticket, which opens. */
export function useLetter(contact: Correspondent, post: (mail: Sending) => Promise<Ticket>) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const go = useNavigate();
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const [given, setGiven] = useState<Given>({});
  const [errors, setErrors] = useState<Partial<Record<Field, string>>>({});
  const [busy, setBusy] = useState(false);
  const [sent, setSent] = useState(false);
  const id = useRef<string>(crypto.randomUUID());
  const to = given.to ?? contact.email ?? "";
  const letter: Letter = { ...blank, fromChannelId: null, ...given, to };

  function set(change: Given) {
    setGiven((now) => ({ ...now, ...change }));
    setErrors({});
  }

  /** Goes to another contact: what stood in the field was the address of the one before. */
  function readdress() {
    set({ to: undefined });
  }

  async function attach(files: readonly File[]) {
    for (const file of files) {
      try {
        const kept = Uploaded.parse(await upload(file, file.name, { path: uploadFile.path }));
        setGiven((now) => ({ ...now, files: [...(now.files ?? []), kept] }));
      } catch (error) {
        toastError(error, file.name);
      }
    }
  }

  async function send(event?: FormEvent) {
    event?.preventDefault();
    if (busy) return;
    if (!letter.subject.trim()) return setErrors({ subject: t`Fill this in.` });
    setBusy(true);
    try {
      const ticket = await post({
        contactId: contact.id,
        id: id.current,
        ...bodyOf(letter, contact),
      });
      cache.setQueryData(queries.ticket(ticket.number).queryKey, ticket);
      placeTicket(ticket);
      countSoon();
      // Nothing is unsent any more before the guard is asked whether one may leave.
      flushSync(() => setSent(true));
      const { number } = ticket;
      void go({ to: "/tickets/$view/$number", params: { view: "open", number } });
    } catch (error) {
      const { code } = problemOf(error) ?? {};
      const field = code && code !== "crashed" ? blamed[code] : undefined;
      if (field) setErrors({ [field]: say(error) });
      else toastError(error);
    } finally {
      setBusy(false);
    }
  }

  const dirty = !sent && Object.values(given).some((value) => (value ?? "").length > 0);
  return { letter, set, readdress, attach, send, errors, busy, dirty, channels };
}

const blank = { cc: "", bcc: "", subject: "", html: "", files: [] };

const blamed: Partial<Record<RefusalCode, Field>> = {
  recipient_needed: "to",
  recipient_invalid: "to",
  reply_empty: "html",
  html_too_complex: "html",
  attachment_unknown: "files",
  channel_needed: "fromChannelId",
  channel_not_found: "fromChannelId",
};

function bodyOf(letter: Letter, contact: Correspondent) {
  const { subject, html, fromChannelId, files } = letter;
  const own = new Set([contact.email ?? "", ...(contact.emails ?? [])]);
  return {
    ...{ subject, html, fromChannelId },
    to: boxesIn(letter.to).map((box) =>
      own.has(box.address) ? { ...box, name: contact.name } : box,
    ),
    cc: boxesIn(letter.cc),
    bcc: boxesIn(letter.bcc),
    attachmentIds: files.map((file) => file.id),
  };
}

/** What people type or paste: `mara@x.it, Bo <bo@y.com>`. */
function boxesIn(text: string): Mailbox[] {
  return text
    .split(/[,;\n]+/)
    .map((piece) => piece.trim())
    .filter(Boolean)
    .map((piece) => {
      const [, name = "", address = piece] = /^"?([^"<]*?)"?\s*<([^>]+)>$/.exec(piece) ?? [];
      return { name: name.trim(), address: address.trim() };
    });
}
