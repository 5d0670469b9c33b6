import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { IconMessage2, IconMessageCircle } from "@tabler/icons-react";
import { useNavigate, useParams } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { Kbd } from "../kit/Kbd.tsx";
import { EmptyState } from "../kit/EmptyState.tsx";
import { isRefused } from "../live/api.ts";
import type { DraftKind } from "#contract/drafts.ts";
import { setRead } from "../live/change.ts";
import { startWriting } from "../live/compose.ts";
import { hold } from "../live/lists.ts";
import { markPainted } from "../live/marks.ts";
import { markTold } from "../live/notifications.ts";
import { queries } from "../live/queries.ts";
import { lastView } from "./layout.ts";
import { Boundary } from "./Boundary.tsx";
import { useAction } from "./keyboard.ts";
import { Failed, NoTicket } from "./Mishaps.tsx";

const load = () => import("./Ticket.tsx");
const Ticket = lazy(() => load().then(({ Ticket }) => ({ default: Ticket })));
/** Fetched while the list is being read, so that the first click waits for nothing; at once where a ticket is opened. */
setTimeout(() => void load(), /\d$/.test(window.location.pathname) ? 0 : 200);

/** The opened ticket, or what to do while none is. */
export function ConversationPane({ number }: { number: number | null }) {
  useEffect(() => {
    hold(number);
    return () => hold(null);
  }, [number]);
  return number === null ? <Nothing /> : <Opened key={number} number={number} />;
}

function Opened({ number }: { number: number }) {
  const ticket = useQuery(queries.ticket(number));
  const messages = useInfiniteQuery(queries.messages(number));
  useJoined(number, ticket.data?.number);
  useRead(number, ticket.data?.unread ?? false);
  useTold(number);
  usePainted(number, messages.isSuccess && ticket.isSuccess);
  useWriting(number, ticket.data?.may.edit ?? true);
  if (ticket.isError && isRefused(ticket.error, "ticket_not_found")) return <NoTicket />;
  if (ticket.isError && !ticket.data)
    return <Failed error={ticket.error} reset={() => void ticket.refetch()} />;
  return (
    <Boundary>
      <Suspense>
        <Ticket number={number} />
      </Suspense>
    </Boundary>
  );
}

function Nothing() {
  const { t } = useLingui();
  const { view } = useParams({ strict: false });
  return (
    <EmptyState
      title={view === "drafts" ? t`Pick a draft to go on writing` : t`Pick a ticket to read it`}
    >
      <Trans>
        <Kbd keys={["J"]} /> <Kbd keys={["K"]} /> to move, <Kbd keys={["↵"]} /> to open
      </Trans>
    </EmptyState>
  );
}

/** The number of a ticket that was joined to another one leads there. */
function useJoined(number: number, now: number | undefined) {
  const go = useNavigate();
  const { view } = useParams({ strict: false });
  useEffect(() => {
    if (now === undefined || now === number) return;
    const params = { view: view ?? lastView(), number: now };
    void go({ to: "/tickets/$view/$number", params, replace: true });
  }, [number, now, view, go]);
}

/** Opening clears my unread mark, and so does mail that arrives while I am looking. */
function useRead(number: number, unread: boolean) {
  useEffect(() => {
    if (!unread) return;
    const read = () => document.visibilityState === "visible" && void setRead(number, true);
    const timer = setTimeout(read, 400);
    document.addEventListener("visibilitychange", read);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", read);
    };
  }, [number, unread]);
}

/** What one is told of a ticket is read with it, also what comes while one is looking. */
function useTold(number: number) {
  const waiting = useInfiniteQuery({
    ...queries.notifications(),
    select: ({ pages }) =>
      pages.some(({ items }) => items.some((one) => one.ticketNumber === number && !one.read)),
  }).data;
  useEffect(() => {
    if (!waiting) return;
    const read = () =>
      document.visibilityState === "visible" && void markTold({ ticketNumber: number });
    const timer = setTimeout(read, 400);
    document.addEventListener("visibilitychange", read);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", read);
    };
  }, [number, waiting]);
}

/** Known before the composer is there, so that a quick hand loses no key. */
function useWriting(number: number, when: boolean) {
  const { t } = useLingui();
  const start = (kind: DraftKind) => () => startWriting(number, kind);
  useAction({
    id: "ticket.reply",
    label: t`Reply`,
    keys: "r",
    group: "write",
    icon: IconMessage2,
    run: start("reply"),
    writes: true,
    when,
  });
  useAction({
    id: "ticket.comment",
    label: t`Write a comment`,
    keys: "n",
    group: "write",
    icon: IconMessageCircle,
    run: start("comment"),
    writes: true,
    when,
  });
}

function usePainted(number: number, ready: boolean) {
  useEffect(() => {
    if (!ready) return;
    const frame = requestAnimationFrame(() => setTimeout(() => markPainted(number)));
    return () => cancelAnimationFrame(frame);
  }, [number, ready]);
}
