import { Button } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Beside, ListSide, OpenSide } from "../../kit/Beside.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useTitle } from "../../kit/title.ts";
import { attempt, toast } from "../../kit/toast.ts";
import { noSpam, spamQueries } from "../../live/spam.ts";
import { lastView } from "../../shell/layout.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { SpamList } from "./SpamList.tsx";
import { SpamSheet } from "./SpamSheet.tsx";
import look from "./Spam.module.css";

/** What was kept away: the list at the left, the opened one as plain text beside it. */
export function Spam({ id }: { id: string | null }) {
  const { t } = useLingui();
  useTitle(t`Spam`);
  const sayRefusal = useSayRefusal();
  const restore = useRestore(id);
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const spam = useInfiniteQuery(spamQueries.list());
  const items = spam.data?.pages.flatMap((page) => page.items) ?? [];
  const days = spam.data?.pages[0]?.keptDays;
  const chosen = items.map((one) => one.id).filter((one) => picked.has(one));
  const Title = id === null ? "h1" : "h2";
  return (
    <Beside open={id !== null}>
      <ListSide label={t`Spam`} width={420}>
        <header className={look.header}>
          <BackToTickets />
          <Title>
            <Trans>Spam</Trans>
          </Title>
          {chosen.length > 0 ? (
            <Button size="xs" variant="default" onClick={() => restore(chosen.slice(0, most))}>
              <Trans>Not spam ({chosen.length})</Trans>
            </Button>
          ) : null}
        </header>
        <p className={look.lead}>
          {days === undefined ? null : (
            <Plural
              value={days}
              one="Deleted for good after a day."
              other="Deleted for good after # days."
            />
          )}{" "}
          <Trans>Whatever is no spam becomes the ticket or message that it would have been.</Trans>
        </p>
        {spam.error ? <Notice tone="danger">{sayRefusal(spam.error)}</Notice> : null}
        {spam.data && items.length === 0 ? (
          <EmptyState title={t`No spam`}>
            <Trans>Blocked mail and tickets that were called spam are listed here.</Trans>
          </EmptyState>
        ) : (
          <SpamList
            items={items}
            openId={id}
            picked={picked}
            onPick={setPicked}
            more={spam.hasNextPage ? () => void spam.fetchNextPage() : null}
          />
        )}
      </ListSide>
      <OpenSide>
        {id !== null ? (
          <SpamSheet
            key={id}
            id={id}
            onRestore={(unblock) => restore([id], { unblock })}
            onAnswer={(number) => restore([id], { answer: number })}
          />
        ) : items.length > 0 ? (
          <EmptyState title={t`Choose a mail`}>
            <Trans>It is shown as plain text: nothing in it is loaded.</Trans>
          </EmptyState>
        ) : null}
      </OpenSide>
    </Beside>
  );
}

/** As many as one request may name. */
const most = 100;

/** `answer`: the ticket that is opened then, to be answered. */
type How = { unblock?: boolean; answer?: number };

function useRestore(id: string | null) {
  const { t } = useLingui();
  const navigate = useNavigate();
  return (ids: readonly string[], { unblock = false, answer }: How = {}) =>
    attempt(async () => {
      const [blocked] = await noSpam(ids, unblock);
      if (answer !== undefined)
        void navigate({
          to: "/tickets/$view/$number",
          params: { view: lastView(), number: answer },
        });
      else if (id !== null && ids.includes(id)) void navigate({ to: "/spam" });
      toast({
        message: blocked
          ? t`Not spam: it is with the tickets now. ${blocked} stays blocked by the settings.`
          : t`Not spam: it is with the tickets now.`,
      });
    });
}

function BackToTickets() {
  const { t } = useLingui();
  return (
    <Link
      to="/tickets/$view"
      params={{ view: lastView() }}
      className={look.toTickets}
      aria-label={t`Back to the tickets`}
    >
      <IconChevronLeft size={20} stroke={1.5} />
    </Link>
  );
}
