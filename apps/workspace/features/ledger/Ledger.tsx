import { Button } from "@mantine/core";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Card } from "../../kit/Card.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { Page } from "../../kit/Page.tsx";
import { type Fate, queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { FateFilter } from "./FateFilter.tsx";
import { ImportMail } from "./ImportMail.tsx";
import { LedgerTable } from "./LedgerTable.tsx";
import look from "./Ledger.module.css";

/** The mail ledger, as a page of settings: every delivery and what became of it. */
export function Ledger() {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const [fate, setFate] = useState<Fate | undefined>(undefined);
  const ledger = useInfiniteQuery(queries.ledger(fate));
  const summary = ledger.data?.pages[0]?.summary;
  const entries = ledger.data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Page title={t`Mail ledger`} wide>
      {summary ? <Account {...summary} /> : null}
      <ImportMail />
      {ledger.error ? <Notice tone="danger">{sayRefusal(ledger.error)}</Notice> : null}
      <section className={look.section}>
        <FateFilter fate={fate} onChoose={setFate} />
        <Card>
          {ledger.data && entries.length === 0 ? (
            <p className={look.empty}>
              {fate ? (
                <Trans>No mail had this fate.</Trans>
              ) : (
                <Trans>No mail has reached this desk yet.</Trans>
              )}
            </p>
          ) : (
            <LedgerTable entries={entries} />
          )}
        </Card>
        {ledger.hasNextPage ? (
          <Button
            variant="default"
            mx="auto"
            loading={ledger.isFetchingNextPage}
            onClick={() => void ledger.fetchNextPage()}
          >
            <Trans>Show older</Trans>
          </Button>
        ) : null}
      </section>
    </Page>
  );
}

/** The one number that matters, big and calm. */
function Account({ received, unaccounted }: { received: number; unaccounted: number }) {
  return (
    <section className={look.account}>
      <p className={look.number} data-waiting={unaccounted > 0 || undefined}>
        <strong>{unaccounted}</strong>
        <span>
          <Trans>unaccounted</Trans>
        </span>
      </p>
      <p className={look.says}>
        {unaccounted === 0 ? (
          <Plural
            value={received}
            _0="Every mail that reaches this desk is kept byte by byte and gets exactly one fate."
            one="# mail has reached this desk. It is kept byte by byte and has its fate."
            other="# mails have reached this desk. Each is kept byte by byte and has exactly one fate."
          />
        ) : (
          <Plural
            value={received}
            one="Of # mail that has reached this desk it is being read now. It is kept already; nothing is lost."
            other="Of # mails that have reached this desk these are being read now. They are kept already; nothing is lost."
          />
        )}
      </p>
    </section>
  );
}
