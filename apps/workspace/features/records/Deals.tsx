import { Trans, useLingui } from "@lingui/react/macro";
import { IconBriefcase } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Deal } from "#contract/deals.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { useNextPage } from "../../kit/paging.ts";
import { isRefused } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { useDeleteDeal } from "./change-deal.ts";
import { DealDetails } from "./DealDetails.tsx";
import { DealPanel } from "./DealPanel.tsx";
import { DealPeople } from "./DealPeople.tsx";
import { DealMail } from "./Mails.tsx";
import { RecordList } from "./RecordList.tsx";
import { RecordPage } from "./RecordPage.tsx";
import { Records } from "./Records.tsx";
import { useMoney, useStageNames } from "./stages.ts";
import { useAsked } from "./asked.ts";
import { Timeline } from "./Timeline.tsx";
import { WriteMail } from "./WriteMail.tsx";

/** What may be sold: found by name or company, and one of them opened. */
export function Deals({ id }: { id: string | null }) {
  const { t } = useLingui();
  const deal = useQuery({ ...queries.deal(id ?? ""), enabled: id !== null });
  const { panel } = useSearch({ strict: false });
  const go = useNavigate();
  const say = useSayRefusal();
  const close = () => void go({ to: ".", search: ({ q }) => (q ? { q } : {}) });
  const gone = isRefused(deal.error, "deal_not_found");
  const opened = id === null || gone ? undefined : deal.data;
  const editing = panel === "edit" ? opened : undefined;
  return (
    <Records
      kind="deals"
      find={t`Find a deal`}
      create={t`New deal`}
      open={id !== null}
      list={<List current={id} />}
      panel={
        panel === "create" || editing ? (
          <DealPanel
            key={editing?.id ?? "new"}
            deal={editing ?? null}
            onClose={close}
            onSaved={(saved) => void go({ to: "/deals/$id", params: { id: saved } })}
          />
        ) : panel === "mail" && opened ? (
          <DealMail key={opened.id} deal={opened} onClose={close} />
        ) : null
      }
    >
      {opened ? (
        <Opened key={opened.id} deal={opened} />
      ) : deal.error ? (
        <EmptyState title={t`Deal not found`}>{say(deal.error)}</EmptyState>
      ) : id === null ? (
        <EmptyState title={t`Choose a deal`}>
          <Trans>You see who it is with, how far it has come and the tickets it is about.</Trans>
        </EmptyState>
      ) : null}
    </Records>
  );
}

function List({ current }: { current: string | null }) {
  const { t } = useLingui();
  const asked = useAsked();
  const stages = useStageNames();
  const money = useMoney();
  const list = useInfiniteQuery(queries.dealPages(asked ? { q: asked } : {}));
  const onEnd = useNextPage(list);
  const rows = list.data?.pages.flatMap(({ items }) => items);
  return (
    <RecordList
      kind="deals"
      label={t`Deals`}
      current={current}
      onEnd={onEnd}
      rows={rows?.map((deal) => ({
        id: deal.id,
        name: deal.name,
        hint: [stages[deal.stage], deal.companyName].filter(Boolean).join(" · "),
        sign: <IconBriefcase size={20} stroke={1.5} aria-hidden />,
        side: money(deal),
      }))}
      empty={
        asked ? (
          <EmptyState title={t`Nothing found for “${asked}”`} />
        ) : (
          <EmptyState title={t`No deals yet`}>
            <Trans>A deal says what may be sold to whom, and stands beside its tickets.</Trans>
          </EmptyState>
        )
      }
    />
  );
}

function Opened({ deal }: { deal: Deal }) {
  const onDelete = useDeleteDeal(deal);
  return (
    <RecordPage
      kind="deals"
      name={deal.name}
      sign={<IconBriefcase size={20} stroke={1.5} aria-hidden />}
      onDelete={onDelete}
      actions={<WriteMail />}
      side={
        <>
          <DealDetails deal={deal} />
          <DealPeople deal={deal} />
        </>
      }
    >
      <Timeline kind="deal" id={deal.id} />
    </RecordPage>
  );
}
