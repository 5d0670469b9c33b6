import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { Company } from "#contract/contacts.ts";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useMergeCompanies } from "./merge.ts";
import { MergePanel } from "./MergePanel.tsx";

type Props = {
  company: Company;
  otherId: string | null;
  onClose: () => void;
  onMerged?: () => void;
};

/** This company and another one become one. */
export function MergeCompany({ company, otherId, onClose, onMerged }: Props) {
  const { t } = useLingui();
  const go = useNavigate();
  const merge = useMergeCompanies(onMerged);
  const { user } = usePeople();
  const other = useQuery({ ...queries.company(otherId ?? ""), enabled: otherId !== null }).data;
  const owner = (id: string | null | undefined) => (id ? (user(id)?.name ?? null) : null);
  return (
    <MergePanel
      mine={company}
      other={otherId === null ? null : (other ?? null)}
      choices={[
        { name: "name", label: t`Name`, mine: company.name, other: other?.name ?? null },
        {
          name: "ownerId",
          label: t`Owner`,
          mine: owner(company.ownerId),
          other: owner(other?.ownerId),
        },
      ]}
      says={t`Domains, contacts and tickets of both stay. You can take the merge back.`}
      onMerge={merge}
      onClose={onClose}
      finder={
        <CompanyFinder
          known
          autoFocus
          except={company.id}
          onPick={({ id }) =>
            void go({ to: ".", search: (before) => ({ ...before, other: id }), replace: true })
          }
        />
      }
    />
  );
}
