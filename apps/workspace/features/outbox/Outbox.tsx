import { Button } from "@mantine/core";
import { IconPencilPlus } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { Beside, ListSide, OpenSide } from "../../kit/Beside.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useTitle } from "../../kit/title.ts";
import { queries } from "../../live/queries.ts";
import { useRoom } from "../../shell/layout.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { Letter } from "./Letter.tsx";
import { MailList } from "./MailList.tsx";
import { WriteIn } from "./WriteIn.tsx";
import look from "./Outbox.module.css";

/** The outbox preview: the mails at the left, the opened one beside it. */
export function Outbox({ id }: { id: string | null }) {
  const { t } = useLingui();
  useTitle(t`Outbox preview`);
  const sayRefusal = useSayRefusal();
  const navigate = useNavigate();
  const roomy = useRoom() !== "stacked";
  const [writing, setWriting] = useState(false);
  const outbox = useInfiniteQuery(queries.outbox());
  const mails = outbox.data?.pages.flatMap(({ items }) => items) ?? [];
  const listed = mails.find((mail) => mail.id === id);
  const elsewhere = id !== null && !listed && outbox.isFetched;
  const one = useQuery({ ...queries.outboxMail(id ?? ""), enabled: elsewhere });
  // Where there is room, the newest mail is open before anybody asks for it.
  const newest = id === null && roomy ? mails[0] : undefined;
  const opened = listed ?? (elsewhere ? one.data : newest);
  const reading = id !== null || writing;
  const Title = reading ? "h2" : "h1";
  return (
    <Beside open={reading}>
      <ListSide label={t`Outbox preview`} width={360}>
        <header className={look.header}>
          <Title>
            <Trans>Outbox preview</Trans>
          </Title>
          <Button
            size="xs"
            variant="default"
            leftSection={<IconPencilPlus size={14} stroke={1.5} />}
            onClick={() => setWriting(true)}
          >
            <Trans>Write in</Trans>
          </Button>
        </header>
        <p className={look.promise}>
          <Trans>Nothing here leaves this machine: no outgoing mail server is set.</Trans>
        </p>
        {outbox.error ? <Notice tone="info">{sayRefusal(outbox.error)}</Notice> : null}
        {outbox.data && mails.length === 0 ? (
          <EmptyState title={t`No mail has left yet`}>
            <Trans>Answer a ticket and read here what your customer gets.</Trans>
          </EmptyState>
        ) : (
          <MailList
            mails={mails}
            openId={writing ? null : (opened?.id ?? null)}
            more={outbox.hasNextPage ? () => void outbox.fetchNextPage() : null}
            onOpen={() => setWriting(false)}
          />
        )}
      </ListSide>
      <OpenSide>
        {writing ? (
          <WriteIn onClose={() => setWriting(false)} />
        ) : opened ? (
          <Letter key={opened.id} mail={opened} onClose={() => void navigate({ to: "/outbox" })} />
        ) : elsewhere && one.error ? (
          <EmptyState title={t`There is no such mail`}>{sayRefusal(one.error)}</EmptyState>
        ) : mails.length > 0 ? (
          <EmptyState title={t`Choose a mail`}>
            <Trans>You read it as its receiver does, and can answer in their place.</Trans>
          </EmptyState>
        ) : null}
      </OpenSide>
    </Beside>
  );
}
