import { Button, Progress } from "@mantine/core";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type MailWork, stopMailWork, type WorkKind } from "#contract/mail-works.ts";
import { bytes } from "../../kit/bytes.ts";
import { Notice } from "../../kit/Notice.tsx";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./Panel.module.css";
import { workItem } from "./reread.ts";

export function useWorkNames(): (kind: WorkKind) => string {
  const { t } = useLingui();
  const names: Record<WorkKind, string> = {
    reread: t`Mails read again`,
    import: t`Import`,
    reconcile: t`Mailbox compared with the ledger`,
  };
  return (kind) => names[kind];
}

/** Long work on mail, the newest first: under way or over, it is here after a reload. */
export function Works() {
  const { t } = useLingui();
  const nameOf = useWorkNames();
  const all = useQuery(queries.mailWorks({ limit: 30 })).data?.items ?? [];
  const works = all.filter(tells).slice(0, 5);
  if (works.length === 0) return null;
  return (
    <section aria-label={t`Long work`}>
      <ul className={look.works}>
        {works.map((work) => (
          <li key={work.id}>
            <div className={look.work}>
              <Link
                to="/settings/$page/$item"
                params={{ page: "ledger", item: workItem(work.id) }}
                search
              >
                {work.report.file ? `${nameOf(work.kind)}: ${work.report.file}` : nameOf(work.kind)}
              </Link>
              <RelativeTime at={work.createdAt} />
            </div>
            <WorkProgress work={work} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The house compares mailboxes by itself: that is told only where it found something. */
function tells({ kind, byUserId, report }: MailWork): boolean {
  return kind !== "reconcile" || byUserId !== null || (report.missing ?? 0) > 0;
}

/** How far it is, in one line and, while it goes on, a bar. */
export function WorkProgress({ work }: { work: MailWork }) {
  const { t } = useLingui();
  const nameOf = useWorkNames();
  const goesOn = work.state === "running" || work.state === "applying";
  const part = work.total === 0 ? 0 : Math.min(100, (work.done / work.total) * 100);
  return (
    <>
      {goesOn ? (
        <div className={look.progress}>
          <Progress value={part} size="sm" aria-label={t`${nameOf(work.kind)}: progress`} />
          <Button
            variant="subtle"
            size="compact-sm"
            onClick={() =>
              void call(stopMailWork, { id: work.id })
                .catch(toastError)
                .then(() => cache.invalidateQueries({ queryKey: ["mailWorks"] }))
            }
          >
            <Trans>Stop</Trans>
          </Button>
        </div>
      ) : null}
      <p className={look.said} role={goesOn ? "status" : undefined}>
        <Said work={work} />
      </p>
      {work.error ? <Notice tone="danger">{work.error}</Notice> : null}
    </>
  );
}

function Said({ work }: { work: MailWork }) {
  const { i18n } = useLingui();
  const { state, done, total, report } = work;
  if (work.kind === "import") return <ImportSaid work={work} />;
  const number = (count = 0) => i18n.number(count);
  if (state === "stopped")
    return (
      <Trans>
        Stopped at {number(done)} of {number(total)}.
      </Trans>
    );
  if (work.kind === "reconcile") return <ReconcileSaid work={work} />;
  switch (state) {
    case "running":
      return (
        <Trans>
          {number(done)} of {number(total)} read; {number(report.changed)} would change.
        </Trans>
      );
    case "ready":
      return (
        <Trans>
          {number(report.changed)} of {number(total)} would change. Nothing is changed yet.
        </Trans>
      );
    case "applying":
      return (
        <Trans>
          {number(done)} of {number(total)} changed.
        </Trans>
      );
    default:
      return report.applied === undefined ? (
        <Trans>{number(total)} read; none would change.</Trans>
      ) : (
        <Trans>{number(report.applied)} changed.</Trans>
      );
  }
}

function ImportSaid({ work }: { work: MailWork }) {
  const { mails = 0, notMail = 0, tooLarge = 0, nested = 0 } = work.report;
  return (
    <>
      {work.state === "running" ? (
        <Trans>
          {bytes(work.done)} of {bytes(work.total)}:
        </Trans>
      ) : null}{" "}
      <Plural value={mails} one="# mail taken." other="# mails taken." />{" "}
      {tooLarge > 0 ? (
        <Plural
          value={tooLarge}
          one="# left out: too large or packed in a way that is not read."
          other="# left out: too large or packed in a way that is not read."
        />
      ) : null}{" "}
      {nested > 0 ? (
        <Plural
          value={nested}
          one="# archive in it was not unpacked: unpack and import it by itself."
          other="# archives in it were not unpacked: unpack and import them by themselves."
        />
      ) : null}{" "}
      {notMail > 0 ? (
        <Plural value={notMail} one="# part is no mail." other="# parts are no mail." />
      ) : null}{" "}
      {work.state === "stopped" ? <Trans>Stopped; what was taken stays.</Trans> : null}
    </>
  );
}

function ReconcileSaid({ work }: { work: MailWork }) {
  const { i18n } = useLingui();
  const { inMailbox = 0, missing = 0, fetched = 0, doubles = [] } = work.report;
  if (work.state === "running") return <Trans>Comparing…</Trans>;
  if (work.state === "failed") return <Trans>The mailbox could not be compared.</Trans>;
  return (
    <>
      <Trans>{i18n.number(inMailbox)} in the mailbox since it was connected.</Trans>{" "}
      {missing === 0 ? (
        <Trans>All of them are in the ledger.</Trans>
      ) : (
        <Trans>
          {i18n.number(missing)} were missing, {i18n.number(fetched)} of them are fetched now.
        </Trans>
      )}{" "}
      {doubles.length > 0 ? (
        <Plural
          value={doubles.length}
          one="# is in more than one message."
          other="# are in more than one message."
        />
      ) : null}
    </>
  );
}
