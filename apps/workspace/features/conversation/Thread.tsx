import { Button } from "@mantine/core";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { IconArrowDown } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { type RefObject, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { useConversation } from "../../live/conversation.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { DayLine, UnreadLine } from "./DayLine.tsx";
import { Described } from "./Described.tsx";
import { CommentEditing, type CommentEditor } from "./editing.ts";
import { type Entry, entriesOf, firstUnread, turnedIn } from "./entries.ts";
import { MessageCard } from "./MessageCard.tsx";
import { Planned } from "./Planned.tsx";
import { Steps } from "./Steps.tsx";
import { useSteadyScroll } from "./steady.ts";
import { ThreadSkeleton } from "./ThreadSkeleton.tsx";
import classes from "./Thread.module.css";

/** The conversation: messages, comments and what was done, the newest in view when it opens. */
export function Thread({
  number,
  commentEditor,
}: {
  number: number;
  commentEditor: CommentEditor;
}) {
  const ticket = useQuery(queries.ticket(number)).data;
  const conversation = useConversation(number);
  if (!ticket || !conversation.messages) return <ThreadSkeleton />;
  return (
    <CommentEditing value={commentEditor}>
      <Timeline ticket={ticket} {...conversation} messages={conversation.messages} />
    </CommentEditing>
  );
}

type Props = Omit<ReturnType<typeof useConversation>, "messages"> & {
  ticket: Ticket;
  messages: Message[];
};

function Timeline({ ticket, messages, older, loadingOlder, loadOlder }: Props) {
  const { t } = useLingui();
  const activity = useInfiniteQuery(queries.activity(ticket.number)).data?.pages.flatMap(
    (page) => page.items,
  );
  const targetId = useTarget();
  const [wasUnread] = useState(() => (ticket.unread ? firstUnread(messages) : null));
  const unreadId = wasUnread && firstUnread(messages) === wasUnread ? wasUnread : null;
  const entries = useMemo(
    () => entriesOf({ messages, activity: activity ?? [], partial: older, unreadId, targetId }),
    [messages, activity, older, unreadId, targetId],
  );
  const viewport = useRef<HTMLDivElement>(null);
  const content = useRef<HTMLOListElement>(null);
  const steady = useSteadyScroll(viewport, content);
  const { toEnd, show, stay } = steady;
  useOpening({ messages, unreadId, targetId, show, older, loadOlder });
  const turned = useMemo(() => turnedIn(messages, ticket.name), [messages, ticket.name]);
  const news = useNews({ messages, stay, toEnd, atEnd: steady.atEnd });
  useLoadAbove(viewport, older && !loadingOlder, loadOlder);

  return (
    <div className={classes.frame}>
      <div
        ref={viewport}
        className={classes.viewport}
        tabIndex={0}
        role="region"
        aria-label={t`Conversation`}
        data-thread
      >
        <ol ref={content} className={classes.entries}>
          {older ? (
            <li className={classes.older}>
              <Button
                size="compact-xs"
                variant="subtle"
                loading={loadingOlder}
                onClick={() => void loadOlder()}
              >
                <Trans>Show older messages</Trans>
              </Button>
            </li>
          ) : (
            <Described ticket={ticket} />
          )}
          {entries.map((entry) => (
            <Line
              key={entry.key}
              entry={entry}
              ticket={ticket}
              targetId={targetId}
              turned={turned}
            />
          ))}
          <Planned number={ticket.number} mayEdit={ticket.may.edit} />
          {messages.length === 0 ? (
            <li className={classes.quiet}>
              <Trans>No messages yet. The first one you send starts the conversation.</Trans>
            </li>
          ) : null}
        </ol>
      </div>
      {news ? (
        <Button
          className={classes.news}
          size="compact-sm"
          variant="filled"
          leftSection={<IconArrowDown size={14} stroke={2} />}
          onClick={toEnd}
        >
          <Trans>New message from {news}</Trans>
        </Button>
      ) : null}
      <p className="sp-hidden" role="status">
        {news ? t`New message from ${news}` : ""}
      </p>
    </div>
  );
}

function Line({
  entry,
  ticket,
  targetId,
  turned,
}: {
  entry: Entry;
  ticket: Ticket;
  targetId: string | null;
  turned: ReadonlySet<string>;
}) {
  if (entry.kind === "day") return <DayLine at={entry.at} unread={entry.unread} />;
  if (entry.kind === "unread") return <UnreadLine />;
  if (entry.kind === "steps") return <Steps steps={entry.steps} />;
  return (
    <MessageCard
      message={entry.message}
      ticket={ticket}
      folded={entry.folded}
      lit={entry.message.id === targetId}
      turned={turned.has(entry.message.id)}
    />
  );
}

/** The message that the address points to: `#m-<id>`. */
function useTarget(): string | null {
  const hash = useRouterState({ select: (state) => state.location.hash });
  return /^m-([0-9a-f-]{36})$/.exec(hash)?.[1] ?? null;
}

type Opening = Pick<Props, "messages" | "older" | "loadOlder"> & {
  unreadId: string | null;
  targetId: string | null;
  show(element: Element): void;
};

/** On opening: the message of the address, else the first unread one, else the newest. Once. */
function useOpening({ messages, unreadId, targetId, show, older, loadOlder }: Opening) {
  const shown = useRef<string | null>(null);
  useLayoutEffect(() => {
    const wanted = targetId ?? unreadId ?? messages.at(-1)?.id;
    if (!wanted || shown.current === (targetId ?? "opened")) return;
    const element = document.getElementById(unreadId && !targetId ? "unread" : `m-${wanted}`);
    if (!element && targetId && older) return void loadOlder();
    shown.current = targetId ?? "opened";
    if (element) show(element);
  }, [messages, unreadId, targetId, show, older, loadOlder]);
}

/** A new message does not move what is being read; my own is brought into view. Says who wrote, until one is there. */
function useNews({
  messages,
  stay,
  toEnd,
  atEnd,
}: {
  messages: Message[];
  stay(): void;
  toEnd(): void;
  atEnd: boolean;
}): string | null {
  const me = useSession().user.id;
  const [from, setFrom] = useState<string | null>(null);
  const last = messages.at(-1);
  const before = useRef(last?.id);
  useLayoutEffect(() => {
    if (before.current === last?.id) return;
    before.current = last?.id;
    if (!last) return;
    if (last.author.id === me) return toEnd();
    stay();
    setFrom(last.author.name);
  }, [last, me, stay, toEnd]);
  useEffect(() => {
    if (!atEnd) return;
    const seen = setTimeout(() => setFrom(null), 600);
    return () => clearTimeout(seen);
  }, [atEnd, from]);
  return from;
}

/** Loads older messages before one has scrolled up to them. */
function useLoadAbove(viewport: RefObject<HTMLElement | null>, may: boolean, load: () => unknown) {
  useEffect(() => {
    const view = viewport.current;
    if (!view || !may) return;
    const scrolled = () =>
      view.scrollTop < 400 && view.scrollHeight > view.clientHeight * 1.2 && load();
    view.addEventListener("scroll", scrolled, { passive: true });
    return () => view.removeEventListener("scroll", scrolled);
  }, [viewport, may, load]);
}
