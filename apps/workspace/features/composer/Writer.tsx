import { useLingui } from "@lingui/react/macro";
import type { Editor } from "@tiptap/core";
import { Refused } from "#contract/client.ts";
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { startWriting } from "../../live/compose.ts";
import { type Desk, deskAt, write } from "../../live/drafts.ts";
import { useStatuses } from "../../live/statuses.ts";
import { isBlank, type Writing } from "../../live/writing.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { focusReading, keepFocus } from "../../kit/focus.ts";
import { Addressing } from "./Addressing.tsx";
import { useAddressing } from "./addressing.ts";
import { AlsoTo } from "./AlsoTo.tsx";
import { useAttaching } from "./attaching.ts";
import { useDropping } from "./dropping.ts";
import { Files } from "./Files.tsx";
import { Held } from "./Held.tsx";
import { useInserting } from "./inserting.tsx";
import { useNaming } from "./naming.ts";
import { Signature } from "./Signature.tsx";
import { Notices } from "./Notices.tsx";
import { newest, useSend } from "./send.ts";
import { TemplateQuestion } from "./TemplateQuestion.tsx";
import { useTyping } from "./typing.ts";
import classes from "./Writer.module.css";
import { WriterBottom } from "./WriterBottom.tsx";
import { WriterTop } from "./WriterTop.tsx";
import { WrittenText } from "./WrittenText.tsx";

type Props = {
  ticket: Ticket;
  desk: Desk;
  messages: Message[];
  wish: number;
  /** Reply or Comment, and what else stands at the top left. */
  tabs: ReactNode;
  expanded: boolean;
  /** One line, until somebody comes to write. */
  resting?: boolean;
  onExpand?: () => void;
  onFloat?: () => void;
};

/** One draft in an editor: where it goes, the text, what hangs on it, and its way out. */
export function Writer({
  ticket,
  desk,
  messages,
  wish,
  tabs,
  expanded,
  resting = false,
  onExpand,
  onFloat,
}: Props) {
  const { t } = useLingui();
  const [editor, setEditor] = useState<Editor | null>(null);
  const { writing, kind } = desk;
  const isMail = kind !== "comment";
  const change = useWrite(desk, messages);
  const addressing = useAddressing(ticket, writing, messages, kind);
  const attaching = useAttaching({ desk, editor, attach: change });
  const inserting = useInserting({ desk, editor, change });
  const sending = useSend({ ticket, desk, ...addressing, waiting: attaching.waiting });
  const { over, ...dropping } = useDropping(attaching.take);
  const pressed = useSendingKeys(ticket, () => (isMail ? sending.send : () => sending.comment()));
  const notSaved = useRefusal(desk);
  const aim = useAim(wish, isMail && !resting && addressing.addresses.to.length === 0);
  const writeOn = () => startWriting(ticket.number, kind);
  const backToText = () => {
    sending.goBack();
    writeOn();
  };
  const naming = useNaming(addressing.addresses, change, writeOn);
  useTyping(ticket.number, desk);
  const writer = useReadingAfterwards(desk);

  return (
    <section
      ref={writer}
      className={classes.writer}
      data-kind={kind}
      data-over={over || undefined}
      data-resting={resting || undefined}
      aria-label={{ reply: t`Reply`, comment: t`Comment`, forward: t`Forward` }[kind]}
      onKeyDownCapture={pressed}
      onKeyDown={leaveByEscape}
      {...dropping}
    >
      <WriterTop
        desk={desk}
        tabs={tabs}
        expanded={expanded}
        onDiscard={sending.throwAway}
        onExpand={onExpand}
        onFloat={onFloat}
      />
      {isMail ? (
        <Addressing
          {...addressing}
          error={null}
          wish={aim.to}
          onAddresses={(to) => change(to)}
          onFrom={(fromChannelId) => change({ fromChannelId })}
          subject={writing.subject}
          onSubject={(subject) => change({ subject })}
        />
      ) : null}
      <Notices
        ticket={ticket}
        desk={desk}
        messages={messages}
        onCancelTarget={() =>
          kind === "forward" ? sending.throwAway() : change({ replyToMessageId: null })
        }
      />
      {isMail && naming.box ? (
        <AlsoTo box={naming.box} onAdd={naming.add} onNo={naming.dismiss} />
      ) : null}
      <WrittenText
        desk={desk}
        editor={editor}
        wish={aim.text}
        offered={inserting.offered}
        onChange={(html) => {
          sending.hush();
          change({ html }, "editor");
        }}
        onFiles={attaching.take}
        onReady={setEditor}
        onNamed={naming.name}
      >
        {isMail && !isBlank(writing) ? <Signature channelId={addressing.fromChannelId} /> : null}
      </WrittenText>
      <Files
        files={attaching.listed}
        uploads={attaching.uploads}
        onRemove={attaching.remove}
        onStop={attaching.stop}
      />
      <WriterBottom
        ticket={ticket}
        desk={desk}
        editor={editor}
        offered={inserting.offered}
        said={sending.said ?? notSaved}
        onFiles={attaching.take}
        onSend={(statusId) => void sending.send(statusId ? { statusId } : {})}
        onSendLater={(sendAt) => void sending.send({ sendAt })}
        onComment={() => void sending.comment()}
      />
      {inserting.asked ? (
        <TemplateQuestion onChoose={inserting.choose} onCancel={inserting.cancel} />
      ) : null}
      <Held held={sending.held} onGo={sending.goOn} onBack={backToText} />
    </section>
  );
}

/** Who comes to write while nobody is named yet begins with whom it goes to. Naming them later moves nothing. */
function useAim(wish: number, nobody: boolean) {
  const [aim, setAim] = useState({ turn: 0, nobody });
  if (aim.turn !== wish) setAim({ turn: wish, nobody });
  return aim.nobody ? { to: aim.turn, text: 0 } : { to: 0, text: aim.turn };
}

/** Why the draft is only in this browser, in the user's words. */
function useRefusal({ state, refusal }: Desk): string | null {
  const say = useSayRefusal();
  return state === "refused" && refusal ? say(new Refused(refusal)) : null;
}

/** Changes the draft; the first change also keeps which message was the newest then. */
function useWrite({ key, writing }: Desk, messages: readonly Message[]) {
  return (to: Partial<Writing>, from?: "editor") => {
    const now = deskAt(key)?.writing ?? writing;
    const seen = isBlank(now) ? { seenMessageId: newest(messages)?.id ?? null } : {};
    write(key, { ...seen, ...to }, from);
  };
}

/** ⌘Enter sends, ⌘⇧Enter sends and closes. */
function useSendingKeys(
  ticket: Ticket,
  way: () => (choice: { statusId?: string }) => Promise<unknown>,
) {
  const { pipeline } = useStatuses();
  return (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    const closed = pipeline(ticket.pipelineId)?.statuses.find(({ kind }) => kind === "closed");
    void way()(event.shiftKey && closed ? { statusId: closed.id } : {});
  };
}

/** Sent or discarded: the keys of reading work at once, wherever in here the focus was. */
function useReadingAfterwards({ state, edition, key }: Desk) {
  const writer = useRef<HTMLElement>(null);
  const before = useRef({ edition, key });
  useEffect(() => {
    const emptied =
      state === "blank" && before.current.key === key && before.current.edition !== edition;
    before.current = { edition, key };
    if (!emptied) return;
    // The editor asks for the focus a frame after its text was changed.
    if (writer.current?.contains(document.activeElement)) requestAnimationFrame(focusReading);
    else keepFocus();
  }, [state, edition, key]);
  return writer;
}

/** Esc goes from the text back to reading; what was written stays. */
export function leaveByEscape(event: KeyboardEvent) {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  event.preventDefault();
  focusReading();
}
