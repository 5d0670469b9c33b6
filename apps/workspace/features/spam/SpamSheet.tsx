import { ActionIcon, Button } from "@mantine/core";
import { IconArrowBackUp, IconChevronLeft } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { readSpam } from "#contract/spam.ts";
import type { OutputOf } from "#contract/operation.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { spamQueries } from "../../live/spam.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { useReason } from "./reason.ts";
import look from "./Spam.module.css";

type Props = {
  id: string;
  onRestore(unblock: boolean): void;
  onAnswer(number: number): void;
};

/** One of them as plain text, and the ways back for it. */
export function SpamSheet({ id, onRestore, onAnswer }: Props) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const { data, error } = useQuery(spamQueries.one(id));
  const number = data?.ticketNumber;
  return (
    <>
      <header className={`${look.header} ${look.ways}`}>
        <ActionIcon
          className={look.back ?? ""}
          component={Link}
          to="/spam"
          aria-label={t`All spam`}
        >
          <IconChevronLeft size={20} stroke={1.5} />
        </ActionIcon>
        <span className={look.grow} />
        {data?.liftable ? (
          <Button size="xs" variant="default" onClick={() => onRestore(true)}>
            <Trans>Not spam, and unblock</Trans>
          </Button>
        ) : null}
        {number ? (
          <Button
            size="xs"
            variant="default"
            leftSection={<IconArrowBackUp size={14} stroke={1.5} />}
            onClick={() => onAnswer(number)}
          >
            <Trans>Not spam, and answer</Trans>
          </Button>
        ) : null}
        {data ? (
          <Button size="xs" onClick={() => onRestore(false)}>
            <Trans>Not spam</Trans>
          </Button>
        ) : null}
      </header>
      {error ? <EmptyState title={t`It is not here`}>{sayRefusal(error)}</EmptyState> : null}
      {data ? <Sheet item={data} /> : null}
    </>
  );
}

function Sheet({ item }: { item: OutputOf<typeof readSpam> }) {
  const { t, i18n } = useLingui();
  const reason = useReason()(item);
  const facts: [string, string][] = [
    [t`From`, item.from ?? t`no sender`],
    [t`To`, item.to.join(", ")],
    [t`Date`, fullMoment(item.at, i18n.locale)],
    [t`Why it is here`, reason],
    [t`Deleted for good`, fullMoment(item.goesAt, i18n.locale)],
  ];
  return (
    <article className={look.sheet} tabIndex={0} aria-label={item.subject || t`(no subject)`}>
      <h1>{item.subject || t`(no subject)`}</h1>
      <dl className={look.facts}>
        {facts
          .filter(([, value]) => value !== "")
          .map(([name, value]) => (
            <Fact key={name} name={name} value={value} />
          ))}
      </dl>
      <p className={look.text}>{item.text}</p>
    </article>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}
