import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { Card } from "../../kit/Card.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { Page } from "../../kit/Page.tsx";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { EntryPanel } from "./EntryPanel.tsx";
import { FateFilter } from "./FateFilter.tsx";
import { filterOf, type Narrowed } from "./filter.ts";
import { ImportMail } from "./ImportMail.tsx";
import { LedgerFilters } from "./LedgerFilters.tsx";
import { LedgerTable } from "./LedgerTable.tsx";
import { useReread, workIn } from "./reread.ts";
import { WorkPanel } from "./WorkPanel.tsx";
import { Works } from "./Works.tsx";
import look from "./Ledger.module.css";

/** The mail ledger, as a page of settings: every delivery and what became of it. The address holds what it shows. */
export function Ledger({ item }: { item: string | null }) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const navigate = useNavigate();
  const narrowed: Narrowed = useSearch({ strict: false });
  const filter = filterOf(narrowed);
  const ledger = useInfiniteQuery(queries.ledger(filter));
  const summary = ledger.data?.pages[0]?.summary;
  const entries = ledger.data?.pages.flatMap(({ items }) => items) ?? [];
  const narrow = (search: Narrowed) =>
    void navigate({ to: "/settings/$page", params: { page: "ledger" }, search, replace: true });
  return (
    <Page
      title={t`Mail ledger`}
      wide
      panel={item ? <Opened item={item} onClose={() => narrow(narrowed)} /> : null}
    >
      {summary ? <Account {...summary} /> : null}
      <ImportMail />
      <Works />
      {ledger.error ? <Notice tone="danger">{sayRefusal(ledger.error)}</Notice> : null}
      <section className={look.section}>
        <FateFilter
          fate={filter.fate}
          onChoose={(fate) => {
            const { fate: _, ...rest } = narrowed;
            narrow(fate ? { ...rest, fate } : rest);
          }}
        />
        <LedgerFilters narrowed={narrowed} onNarrow={narrow} />
        <Card>
          {ledger.data && entries.length === 0 ? (
            <p className={look.empty}>
              {Object.keys(filter).length > 0 ? (
                <Trans>No mail fits these filters.</Trans>
              ) : (
                <Trans>No mail has reached this desk yet.</Trans>
              )}
            </p>
          ) : (
            <LedgerTable entries={entries} />
          )}
        </Card>
        <div className={look.foot}>
          {ledger.hasNextPage ? (
            <Button
              variant="default"
              loading={ledger.isFetchingNextPage}
              onClick={() => void ledger.fetchNextPage()}
            >
              <Trans>Show older</Trans>
            </Button>
          ) : null}
          {entries.length > 0 ? <ReadAgain filter={filter} /> : null}
        </div>
      </section>
    </Page>
  );
}

function Opened({ item, onClose }: { item: string; onClose: () => void }) {
  const work = workIn(item);
  return work ? (
    <WorkPanel key={item} id={work} onClose={onClose} />
  ) : (
    <EntryPanel key={item} id={item} onClose={onClose} />
  );
}

/** What the page is narrowed to, with the parser of today. A report comes first. */
function ReadAgain({ filter }: { filter: ReturnType<typeof filterOf> }) {
  const { busy, reread } = useReread();
  if (!useSession().user.rights.superAdmin) return null;
  return (
    <Button
      variant="default"
      loading={busy}
      leftSection={<IconRefresh size={16} stroke={1.5} />}
      onClick={() => void reread(filter)}
    >
      {Object.keys(filter).length > 0 ? (
        <Trans>Read these again…</Trans>
      ) : (
        <Trans>Read all again…</Trans>
      )}
    </Button>
  );
}

/** The one number that matters, big and calm. */
type Summary = { received: number; unaccounted: number; stuck: number };

function Account({ received, unaccounted, stuck }: Summary) {
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
      {stuck > 0 ? (
        <Notice tone="danger">
          <Plural
            value={stuck}
            one="# mail has waited for more than ten minutes. Is the worker running? It is kept, and is read as soon as it can be."
            other="# mails have waited for more than ten minutes. Is the worker running? They are kept, and are read as soon as they can be."
          />
        </Notice>
      ) : null}
    </section>
  );
}
