import { ActionIcon } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { linkTo } from "#contract/client.ts";
import { readLedgerSource } from "#contract/ledger.ts";
import { type LedgerEntry } from "#contract/mail.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { useDoorNames, useFateNames } from "./fates.ts";
import look from "./Ledger.module.css";
import { Why } from "./why.tsx";

/** The deliveries, newest first. */
export function LedgerTable({ entries }: { entries: LedgerEntry[] }) {
  return (
    <table className={look.table}>
      <thead>
        <tr>
          <th scope="col">
            <Trans>When</Trans>
          </th>
          <th scope="col">
            <Trans>Mail</Trans>
          </th>
          <th scope="col">
            <Trans>Fate</Trans>
          </th>
          <th scope="col">
            <Trans>Way in</Trans>
          </th>
          <th scope="col">
            <Trans context="of a raw mail">Source</Trans>
          </th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <Row key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ entry }: { entry: LedgerEntry }) {
  const { t, i18n } = useLingui();
  const nameOf = useDoorNames();
  const subject = entry.subject || t`(no subject)`;
  return (
    <tr>
      <td className={`${look.quiet} ${look.at}`}>{fullMoment(entry.receivedAt, i18n.locale)}</td>
      <td className={look.mail}>
        <span>
          <Link
            to="/settings/$page/$item"
            params={{ page: "ledger", item: entry.id }}
            search
            className={look.open ?? ""}
          >
            {subject}
          </Link>
        </span>
        <span>{[entry.from ?? t`no sender`, entry.to.join(", ")].filter(Boolean).join(" → ")}</span>
      </td>
      <td className={look.fate}>
        <FateOf entry={entry} />
      </td>
      <td className={`${look.quiet} ${look.via}`}>{nameOf(entry.via)}</td>
      <td>
        {entry.readable ? (
          <ActionIcon
            component="a"
            className={look.source ?? ""}
            href={linkTo(readLedgerSource, { id: entry.id })}
            download={`${entry.id}.eml`}
            aria-label={t`Download the source of “${subject}”`}
            title={sized(entry.size, i18n.locale)}
          >
            <IconDownload size={16} stroke={1.5} />
          </ActionIcon>
        ) : null}
      </td>
    </tr>
  );
}

function FateOf({ entry }: { entry: LedgerEntry }) {
  const nameOf = useFateNames();
  return (
    <>
      {nameOf(entry.fate)}
      {entry.ticketNumber ? (
        <>
          {" "}
          <Link to="/tickets/$view/$number" params={{ view: "open", number: entry.ticketNumber }}>
            #{entry.ticketNumber}
          </Link>
        </>
      ) : null}
      {tells.has(entry.fate) ? (
        <span className={look.reason}>
          <Why entry={entry} />
        </span>
      ) : null}
    </>
  );
}

/** Fates that one asks about. */
const tells = new Set<LedgerEntry["fate"]>(["ignored", "unreadable", "spam", "rejected_by_rule"]);

function sized(bytes: number, locale: string): string {
  return Math.max(1, bytes / 1000).toLocaleString(locale, {
    style: "unit",
    unit: "kilobyte",
    maximumFractionDigits: 0,
  });
}
