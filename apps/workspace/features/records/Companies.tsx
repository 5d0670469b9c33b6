import { Trans, useLingui } from "@lingui/react/macro";
import { IconBuilding } from "@tabler/icons-react";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Navigate, useNavigate, useSearch } from "@tanstack/react-router";
import type { Company } from "#contract/contacts.ts";
import { EmptyState } from "../../kit/EmptyState.tsx";
import { useNextPage } from "../../kit/paging.ts";
import { isRefused } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { useDeleteCompany } from "./change.ts";
import { CompanyDetails } from "./CompanyDetails.tsx";
import { CompanyDoubles } from "./Doubles.tsx";
import { CompanyMail } from "./Mails.tsx";
import { MergeCompany } from "./MergeCompany.tsx";
import { CompanyPanel } from "./CompanyPanel.tsx";
import { OpenTickets } from "./OpenTickets.tsx";
import { People } from "./People.tsx";
import { DealsOf } from "./DealsOf.tsx";
import { RecordList } from "./RecordList.tsx";
import { RecordPage } from "./RecordPage.tsx";
import { Records } from "./Records.tsx";
import { useAsked } from "./asked.ts";
import { Timeline } from "./Timeline.tsx";
import { Tickets } from "./Tickets.tsx";
import { WriteMail } from "./WriteMail.tsx";

/** Where customers work: found by name or domain, and one of them opened. */
export function Companies({ id }: { id: string | null }) {
  const { t } = useLingui();
  const company = useQuery({ ...queries.company(id ?? ""), enabled: id !== null });
  const { panel, other = null } = useSearch({ strict: false });
  const go = useNavigate();
  const say = useSayRefusal();
  const close = () => void go({ to: ".", search: ({ q }) => (q ? { q } : {}) });
  const gone = isRefused(company.error, "company_not_found");
  const opened = id === null || gone ? undefined : company.data;
  const editing = panel === "edit" ? opened : undefined;
  // What was merged leads to the one that stayed.
  if (opened && opened.id !== id)
    return <Navigate to="/companies/$id" params={{ id: opened.id }} replace />;
  return (
    <Records
      kind="companies"
      find={t`Find a company`}
      create={t`New company`}
      open={id !== null}
      list={<CompanyList current={id} />}
      panel={
        panel === "create" || editing ? (
          <CompanyPanel
            key={editing?.id ?? "new"}
            company={editing ?? null}
            onClose={close}
            onSaved={(saved) => void go({ to: "/companies/$id", params: { id: saved } })}
          />
        ) : panel === "mail" && opened ? (
          <CompanyMail key={opened.id} company={opened} onClose={close} />
        ) : panel === "merge" && opened ? (
          <MergeCompany key={opened.id} company={opened} otherId={other} onClose={close} />
        ) : null
      }
    >
      {opened ? (
        <Opened key={opened.id} company={opened} />
      ) : company.error ? (
        <EmptyState title={t`Company not found`}>{say(company.error)}</EmptyState>
      ) : id === null ? (
        <EmptyState title={t`Choose a company`}>
          <Trans>You see who works there and everything that was said with them.</Trans>
        </EmptyState>
      ) : null}
    </Records>
  );
}

export function CompanyList({ current }: { current: string | null }) {
  const { t } = useLingui();
  const asked = useAsked();
  const list = useInfiniteQuery(queries.companyPages(asked ? { q: asked } : {}));
  const onEnd = useNextPage(list);
  const rows = list.data?.pages.flatMap(({ items }) => items);
  return (
    <RecordList
      kind="companies"
      label={t`Companies`}
      current={current}
      onEnd={onEnd}
      rows={rows?.map((company) => ({
        id: company.id,
        name: company.name,
        hint: company.domains.join(", "),
        sign: <IconBuilding size={20} stroke={1.5} aria-hidden />,
        side: <OpenTickets count={company.openTickets} />,
      }))}
      empty={
        asked ? (
          <EmptyState title={t`Nothing found for “${asked}”`} />
        ) : (
          <EmptyState title={t`No companies yet`}>
            <Trans>Whoever writes in from a company’s address brings it along.</Trans>
          </EmptyState>
        )
      }
    />
  );
}

function Opened({ company }: { company: Company }) {
  const onDelete = useDeleteCompany(company);
  return (
    <RecordPage
      kind="companies"
      name={company.name}
      sign={<IconBuilding size={20} stroke={1.5} aria-hidden />}
      onDelete={onDelete}
      actions={<WriteMail />}
      side={
        <>
          <CompanyDetails company={company} />
          <CompanyDoubles company={company} />
          <People companyId={company.id} />
          <Tickets of={{ companyId: company.id }} />
          <DealsOf of={{ companyId: company.id }} />
        </>
      }
    >
      <Timeline kind="company" id={company.id} />
    </RecordPage>
  );
}
