import { Button } from "@mantine/core";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { applyRereadings, type MailWork, type Rereading } from "#contract/mail-works.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { useFateNames } from "./fates.ts";
import look from "./Panel.module.css";
import { WorkProgress, useWorkNames } from "./Works.tsx";

/** One long work: how far it is, what it found; of a reading again what would change, before it does. */
export function WorkPanel({ id, onClose }: { id: string; onClose: () => void }) {
  const sayRefusal = useSayRefusal();
  const nameOf = useWorkNames();
  const { data: work, error } = useQuery(queries.mailWork(id));
  const title = work ? nameOf(work.kind) : "…";
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={work?.state === "ready" ? <Apply work={work} /> : null}
    >
      <div className={look.panel}>
        {error ? <Notice tone="danger">{sayRefusal(error)}</Notice> : null}
        {work ? <WorkProgress work={work} /> : null}
        {work?.kind === "reread" ? <Differences work={work} /> : null}
        {work ? <Fates work={work} /> : null}
      </div>
    </SidePanel>
  );
}

function Apply({ work }: { work: MailWork }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  if (!useSession().user.rights.superAdmin) return null;
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        <Trans>Apply…</Trans>
      </Button>
      <Confirm
        opened={asking}
        title={t`Change these messages?`}
        action={t`Apply`}
        onConfirm={async () => {
          await call(applyRereadings, { id: work.id }).catch(toastError);
          await cache.invalidateQueries({ queryKey: ["mailWorks"] });
        }}
        onClose={() => setAsking(false)}
      >
        <Trans>
          Their texts and attachments become those of the new reading. No ticket and no message is
          added; the mails themselves stay as they came.
        </Trans>
      </Confirm>
    </>
  );
}

function Differences({ work }: { work: MailWork }) {
  const { changed = 0, text = 0, attachments = 0, fate = 0 } = work.report;
  const { superAdmin } = useSession().user.rights;
  const list = useInfiniteQuery({
    ...queries.rereadings(work.id),
    enabled: changed > 0 && superAdmin,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  if (work.state !== "running" && changed === 0)
    return (
      <Notice tone="ok">
        <Trans>Every mail reads today as it did when it came.</Trans>
      </Notice>
    );
  return (
    <>
      <ul className={look.counts}>
        <li>
          <Plural value={text} one="# text" other="# texts" />
        </li>
        <li>
          <Plural value={attachments} one="attachments of # mail" other="attachments of # mails" />
        </li>
        <li>
          <Plural value={fate} one="# fate" other="# fates" />
        </li>
      </ul>
      <ul className={look.differences}>
        {items.map((one) => (
          <Difference key={one.mailId} one={one} />
        ))}
      </ul>
      {list.hasNextPage ? (
        <Button
          variant="default"
          loading={list.isFetchingNextPage}
          onClick={() => void list.fetchNextPage()}
        >
          <Trans>Show more</Trans>
        </Button>
      ) : null}
    </>
  );
}

function Difference({ one }: { one: Rereading }) {
  const { t } = useLingui();
  const nameOf = useFateNames();
  const none = t`none`;
  return (
    <li>
      <p className={look.what}>
        <Link to="/settings/$page/$item" params={{ page: "ledger", item: one.mailId }} search>
          {one.subject || t`(no subject)`}
        </Link>
        {one.ticketNumber ? <span>#{one.ticketNumber}</span> : null}
        {one.applied ? (
          <span>
            <Trans>changed</Trans>
          </span>
        ) : null}
      </p>
      {one.text ? <Pair name={t`Text`} {...one.text} /> : null}
      {one.html && !one.text ? (
        <p className={look.hint}>
          <Trans>Its HTML, or what is folded of it, reads differently.</Trans>
        </p>
      ) : null}
      {one.attachments ? (
        <Pair
          name={t`Attachments`}
          before={one.attachments.before.join(", ") || none}
          after={one.attachments.after.join(", ") || none}
        />
      ) : null}
      {one.fate ? (
        <>
          <Pair name={t`Fate`} before={nameOf(one.fate.before)} after={nameOf(one.fate.after)} />
          {one.fate.applies ? null : (
            <p className={look.hint}>
              <Trans>Only told: reading again makes no tickets and takes none away.</Trans>
            </p>
          )}
        </>
      ) : null}
    </li>
  );
}

function Pair({ name, before, after }: { name: string; before: string; after: string }) {
  return (
    <div className={look.pair}>
      <span>{name}</span>
      <del>{before}</del>
      <ins>{after}</ins>
    </div>
  );
}

function Fates({ work }: { work: MailWork }) {
  const nameOf = useFateNames();
  const { i18n } = useLingui();
  const fates = Object.entries(work.fates) as [keyof typeof work.fates, number][];
  if (fates.length === 0) return null;
  return (
    <section className={look.fates}>
      <h3>
        <Trans>What became of its mails</Trans>
      </h3>
      <dl className={look.facts}>
        {fates.map(([fate, count]) => (
          <div key={fate}>
            <dt>{nameOf(fate)}</dt>
            <dd>{i18n.number(count)}</dd>
          </div>
        ))}
      </dl>
      <p>
        <Link to="/settings/$page" params={{ page: "ledger" }} search={{ work: work.id }}>
          <Trans>Show them in the ledger</Trans>
        </Link>
      </p>
    </section>
  );
}
