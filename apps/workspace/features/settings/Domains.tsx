import { Button, VisuallyHidden } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import {
  type CheckedDomain,
  checkSendingDomain,
  createDkimKey,
  deleteDkimKey,
  type DkimKey,
  type SendingDomain,
} from "#contract/domains.ts";
import { Card } from "../../kit/Card.tsx";
import { Confirm } from "../../kit/Confirm.tsx";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { Page } from "../../kit/Page.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./Domains.module.css";
import { RecordLine } from "./RecordLine.tsx";

/** Domains that mail leaves from: what to set in their DNS, and whether it is there. */
export function Domains() {
  const { t } = useLingui();
  const domains = useQuery(queries.sendingDomains()).data?.items;
  return (
    <Page
      title={t`Sending domains`}
      lead={t`Receivers trust mail whose domain says who may send it. Set these records where the domain is managed, then check them here.`}
    >
      {domains?.length === 0 ? (
        <EmptyState title={t`No address is connected`}>
          <Trans>The domains of connected addresses are listed here.</Trans>
        </EmptyState>
      ) : (
        domains?.map((domain) => <Domain key={domain.domain} domain={domain} />)
      )}
    </Page>
  );
}

function Domain({ domain }: { domain: SendingDomain }) {
  const { t } = useLingui();
  const [checked, setChecked] = useState<CheckedDomain | null>(null);
  const [busy, setBusy] = useState<"key" | "check" | null>(null);
  const name = domain.domain;
  const waits = domain.keys.some(({ state }) => state === "waiting");
  async function run(what: "key" | "check", work: () => Promise<void>) {
    setBusy(what);
    await work().catch((error: unknown) => toastError(error));
    await refresh();
    setBusy(null);
  }
  const check = () =>
    run("check", async () => setChecked(await call(checkSendingDomain, { domain: name })));
  const make = () =>
    run("key", async () => {
      await call(createDkimKey, { domain: name });
      setChecked(null);
    });
  return (
    <Card>
      <section className={look.domain} aria-label={name}>
        <header className={look.head}>
          <h2>{name}</h2>
          {waits ? null : (
            <Button
              variant="default"
              size="xs"
              loading={busy === "key"}
              onClick={() => void make()}
            >
              {domain.keys.length === 0 ? (
                <Trans>Make a DKIM key</Trans>
              ) : (
                <Trans>New DKIM key</Trans>
              )}
            </Button>
          )}
          <Button size="xs" loading={busy === "check"} onClick={() => void check()}>
            <Trans>Check the DNS</Trans>
          </Button>
        </header>
        {domain.keys.length === 0 ? (
          <p className={look.hint}>
            <Trans>
              Mail from this domain is not signed here. Make a key unless the outgoing server signs
              by itself.
            </Trans>
          </p>
        ) : null}
        {domain.keys.map((key) => (
          <Key key={key.id} dkim={key} found={checked?.keys.find(({ id }) => id === key.id)} />
        ))}
        <RecordLine label="SPF" record={domain.spf} found={checked?.spf}>
          <p className={look.hint}>
            <Trans>Has a record already? Add the server to that one: there may be one only.</Trans>
          </p>
        </RecordLine>
        <RecordLine label="DMARC" record={domain.dmarc} found={checked?.dmarc} />
        <VisuallyHidden role="status">
          {checked && busy === null ? t`The DNS of ${name} was checked.` : ""}
        </VisuallyHidden>
      </section>
    </Card>
  );
}

type KeyProps = { dkim: DkimKey; found: CheckedDomain["keys"][number] | undefined };

function Key({ dkim, found }: KeyProps) {
  const { t, i18n } = useLingui();
  const [asking, setAsking] = useState(false);
  const until = dkim.keepUntil
    ? new Intl.DateTimeFormat(i18n.locale, { dateStyle: "medium" }).format(new Date(dkim.keepUntil))
    : "";
  const says = {
    waiting: t`Waits for its record, signs nothing yet`,
    active: t`Signs the mail of this domain`,
    retired: t`Replaced. Leave its record in place until ${until}`,
  }[dkim.state];
  return (
    <RecordLine label="DKIM" record={dkim.record} found={found}>
      <p className={look.hint}>
        {says}
        <Button
          variant="subtle"
          color="red"
          size="compact-xs"
          aria-label={t`Delete the key ${dkim.selector}`}
          onClick={() => setAsking(true)}
        >
          <Trans>Delete…</Trans>
        </Button>
      </p>
      <Confirm
        opened={asking}
        title={t`Delete the key ${dkim.selector}?`}
        action={t`Delete`}
        onConfirm={async () => {
          await call(deleteDkimKey, { id: dkim.id }).catch((error: unknown) => toastError(error));
          await refresh();
          setAsking(false);
        }}
        onClose={() => setAsking(false)}
      >
        {dkim.state === "active" ? (
          <Trans>Mail of this domain leaves without a signature from now on.</Trans>
        ) : (
          <Trans>Its record can be taken out of the DNS.</Trans>
        )}
      </Confirm>
    </RecordLine>
  );
}

function refresh() {
  return cache.invalidateQueries({ queryKey: queries.sendingDomains().queryKey });
}
