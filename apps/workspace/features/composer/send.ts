import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Problem } from "#contract/refusals.ts";
import { Refused } from "#contract/client.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { isRule, mayOverride } from "../../kit/entering.ts";
import { isWriting } from "../../kit/focus.ts";
import { emptyAmong } from "../../kit/Required.tsx";
import { dismissToast, toast, toastError } from "../../kit/toast.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { cache } from "../../live/cache.ts";
import { addComment } from "../../live/comments.ts";
import type { Filled } from "../../live/change.ts";
import { startWriting } from "../../live/compose.ts";
import { type Desk, discard, restore, write } from "../../live/drafts.ts";
import { queries } from "../../live/queries.ts";
import { forward } from "../../live/forward.ts";
import { sendReply, undoReply } from "../../live/reply.ts";
import { sendLater } from "../../live/schedule.ts";
import { useSession } from "../../live/session.ts";
import { useStatuses } from "../../live/statuses.ts";
import { isBlank } from "../../live/writing.ts";
import { useMarks } from "./marks.ts";
import { obstacle } from "./obstacle.ts";
import type { Addresses } from "./recipients.ts";

type Choice = {
  statusId?: string;
  properties?: Filled;
  seenMessageId?: string | null;
  override?: true;
  /** Not now, but then. */
  sendAt?: string;
};

/** What stands between Send and sent; null = nothing. */
export type Held =
  | { why: "properties"; names: string[]; choice: Choice }
  | { why: "newer"; messages: Message[]; choice: Choice }
  | { why: "rule"; problem: Problem; choice: Choice }
  | null;

type At = {
  ticket: Ticket;
  desk: Desk;
  addresses: Addresses;
  fromChannelId: string | null;
  waiting: boolean;
};

/** Sending from one editor: what it still needs, the one action, its way back, and what to do when it is refused. */
export function useSend({ ticket, desk, addresses, fromChannelId, waiting }: At) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const { user } = useSession();
  const { status } = useStatuses();
  const [held, setHeld] = useState<Held>(null);
  const [said, setSaid] = useState<string | null>(null);
  const { number } = ticket;
  const marks = useMarks(desk);

  async function send(choice: Choice = {}) {
    const no = obstacle(desk, addresses, waiting);
    if (no === "nobody") startWriting(number, desk.kind);
    if (no)
      return setSaid(
        {
          blank: t`Write something or attach a file before sending.`,
          uploading: t`A file is still being uploaded.`,
          nobody: t`Name at least one recipient.`,
          address: t`One of the recipients is not an e-mail address.`,
        }[no],
      );
    const unfilled = marks.warn();
    if (unfilled)
      return setSaid(t`No value was found for ${unfilled}. Write it, or send again as it is.`);
    const names = emptyAmong(
      ticket,
      status(choice.statusId ?? "")?.requiredProperties ?? [],
      choice.properties,
    );
    if (names.length > 0 && !choice.override) return setHeld({ why: "properties", names, choice });
    setSaid(null);
    setHeld(null);
    const seenMessageId =
      choice.seenMessageId === undefined ? desk.writing.seenMessageId : choice.seenMessageId;
    const { statusId, properties, override } = choice;
    const sending = {
      key: desk.key,
      number,
      ...addresses,
      fromChannelId,
      seenMessageId,
      author: { id: user.id, name: user.name },
      ...(statusId ? { statusId } : {}),
      ...(properties ? { properties } : {}),
      ...(override ? { override } : {}),
    };
    const sent = await (desk.kind === "forward"
      ? forward(sending)
      : choice.sendAt
        ? sendLater(sending, choice.sendAt)
        : sendReply(sending));
    if ("scheduled" in sent) return toast({ message: t`It is sent at the time you chose.` });
    if ("message" in sent) return sayUndo(sent.message);
    await refused(sent.problem, { ...choice, seenMessageId });
  }

  async function refused(problem: Problem | null, choice: Choice) {
    if (problem?.code === "reply_outdated")
      return setHeld({
        why: "newer",
        messages: await newerThan(number, choice.seenMessageId ?? null),
        choice,
      });
    if (problem?.code === "properties_required")
      return setHeld({ why: "properties", names: problem.missing, choice });
    if (problem && isRule(problem.code) && mayOverride())
      return setHeld({ why: "rule", problem, choice });
    const words = say(problem ? new Refused(problem) : new TypeError("away"));
    setSaid(words);
    toastError(null, t`Not sent: ${words}`);
    if (!isWriting()) startWriting(number, desk.kind);
  }

  function sayUndo(message: Message) {
    const until = message.undoUntil ? Date.parse(message.undoUntil) - Date.now() : 0;
    if (until < 500) return toast({ message: t`Reply sent`, id: message.id });
    const undo = () => {
      dismissToast(message.id);
      undoReply(number, message.id, desk.kind).catch((error: unknown) => toastError(error));
    };
    toast({ message: t`Sending…`, id: message.id, lasts: until, undo });
  }

  async function comment() {
    if (isBlank(desk.writing)) return setSaid(t`An empty comment cannot be added.`);
    if (waiting) return setSaid(t`A file is still being uploaded.`);
    setSaid(null);
    const answer = await addComment({
      key: desk.key,
      number,
      author: { id: user.id, name: user.name },
    });
    if (!("problem" in answer)) return;
    setSaid(say(answer.problem ? new Refused(answer.problem) : new TypeError("away")));
    if (!isWriting()) startWriting(number, desk.kind);
  }

  /** Goes on from what held it back, having seen everything there is now. */
  function goOn(more: Pick<Choice, "properties" | "override"> = {}) {
    if (!held) return;
    const seen =
      held.why === "newer" ? (newest(held.messages)?.id ?? null) : held.choice.seenMessageId;
    void send({
      ...held.choice,
      ...more,
      ...(seen === undefined ? {} : { seenMessageId: seen }),
    });
  }

  /** Back to the text; what was shown counts as seen. */
  function goBack() {
    const seen = held?.why === "newer" ? newest(held.messages)?.id : undefined;
    if (seen) write(desk.key, { seenMessageId: seen });
    setHeld(null);
  }

  function throwAway() {
    const gone = discard(desk.key);
    if (gone) toast({ message: t`Draft discarded`, undo: () => restore(desk.key, gone) });
  }

  return { send, comment, throwAway, goOn, goBack, held, said, hush: () => setSaid(null) };
}

export function newest(messages: readonly Message[]): Message | undefined {
  return messages.findLast(
    (message) => message.kind === "message" && message.forwardedMessageId === null,
  );
}

/** The messages that came after the one that was seen; asks the server, so that none is missed. */
async function newerThan(number: number, seenMessageId: string | null): Promise<Message[]> {
  await cache.refetchQueries({ queryKey: queries.messages(number).queryKey });
  const data = cache.getQueryData(queries.messages(number).queryKey);
  const all = (data?.pages ?? [])
    .toReversed()
    .flatMap((page) => page.items)
    .filter((message) => message.kind === "message");
  return all.slice(all.findIndex((message) => message.id === seenMessageId) + 1);
}
