import { Button } from "@mantine/core";
import { IconDownload, IconRefresh } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { linkTo } from "#contract/client.ts";
import { readLedgerSource } from "#contract/ledger.ts";
import type { LedgerEntry } from "#contract/mail.ts";
import { bytes } from "../../kit/bytes.ts";
import { Notice } from "../../kit/Notice.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { useDoorNames, useFateNames } from "./fates.ts";
import { useReread } from "./reread.ts";
import look from "./Panel.module.css";
import { Why } from "./why.tsx";

/** One delivery: what became of it and why, and the mail as it came. */
export function EntryPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const { data: entry, error } = useQuery(queries.ledgerEntry(id));
  const title = entry?.subject || t`(no subject)`;
  return (
    <SidePanel
      title={title}
      label={t`Mail in the ledger`}
      onClose={onClose}
      footer={entry?.readable ? <Actions entry={entry} /> : null}
    >
      <div className={look.panel}>
        {error ? <Notice tone="danger">{sayRefusal(error)}</Notice> : null}
        {entry ? (
          <>
            <Fate entry={entry} />
            <Facts entry={entry} />
            {entry.readable ? (
              <Source id={entry.id} />
            ) : (
              <Notice tone="info">
                <Trans>Its words belong to a ticket that you may not see.</Trans>
              </Notice>
            )}
          </>
        ) : null}
      </div>
    </SidePanel>
  );
}

function Fate({ entry }: { entry: LedgerEntry }) {
  const nameOf = useFateNames();
  return (
    <section className={look.fate}>
      <h3>
        {nameOf(entry.fate)}
        {entry.ticketNumber ? (
          <Link to="/tickets/$view/$number" params={{ view: "open", number: entry.ticketNumber }}>
            #{entry.ticketNumber}
          </Link>
        ) : null}
      </h3>
      <p>
        <Why entry={entry} />
      </p>
      {entry.duplicateOfId ? (
        <p>
          <Link
            to="/settings/$page/$item"
            params={{ page: "ledger", item: entry.duplicateOfId }}
            search
          >
            <Trans>The one that came first</Trans>
          </Link>
        </p>
      ) : null}
      {entry.quiet ? (
        <p>
          <Trans>It is old mail: nobody was answered or alerted.</Trans>
        </p>
      ) : null}
    </section>
  );
}

function Facts({ entry }: { entry: LedgerEntry }) {
  const { t, i18n } = useLingui();
  const doorOf = useDoorNames();
  const channels = useQuery(queries.channels()).data?.items ?? [];
  const channel = channels.find(({ id }) => id === entry.channelId)?.address;
  const when = (at: string) => fullMoment(at, i18n.locale);
  return (
    <dl className={look.facts}>
      <Fact name={t`From`}>{entry.from}</Fact>
      <Fact name={t`To`}>{entry.to.join(", ")}</Fact>
      <Fact name={t`Channel`}>{channel}</Fact>
      <Fact name={t`Way in`}>{doorOf(entry.via)}</Fact>
      <Fact name={t`Received`}>{when(entry.receivedAt)}</Fact>
      <Fact name={t`Fate given`}>{entry.settledAt ? when(entry.settledAt) : null}</Fact>
      <Fact name={t`Size`}>{bytes(entry.size)}</Fact>
      <Fact name={t`Message-ID`}>{entry.messageId}</Fact>
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Source({ id }: { id: string }) {
  const { t } = useLingui();
  const { data } = useQuery(queries.ledgerSource(id));
  return (
    <section className={look.source}>
      <h3>
        <Trans>As it came</Trans>
      </h3>
      <pre tabIndex={0} aria-label={t`The mail as it came`}>
        {data?.text}
      </pre>
      {data?.cut ? (
        <p>
          <Trans>This is its beginning. The download has all of it.</Trans>
        </p>
      ) : null}
    </section>
  );
}

function Actions({ entry }: { entry: LedgerEntry }) {
  const { rights } = useSession().user;
  const { busy, reread } = useReread();
  return (
    <>
      {rights.superAdmin && entry.fate !== "received" ? (
        <Button
          variant="default"
          mr="auto"
          loading={busy}
          leftSection={<IconRefresh size={16} stroke={1.5} />}
          onClick={() => void reread({ mailId: entry.id })}
        >
          <Trans>Read again…</Trans>
        </Button>
      ) : null}
      <Button
        component="a"
        variant="default"
        href={linkTo(readLedgerSource, { id: entry.id })}
        download={`${entry.id}.eml`}
        leftSection={<IconDownload size={16} stroke={1.5} />}
      >
        <Trans>Download</Trans>
      </Button>
    </>
  );
}
