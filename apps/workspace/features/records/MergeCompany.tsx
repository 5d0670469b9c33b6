import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import type { Company } from "#contract/contacts.ts";
import type { DoubleSide } from "#contract/doubles.ts";
import type { CompanyChoice } from "#contract/merges.ts";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useChooseOther, useMergeCompanies } from "./merge.ts";
import { type Differing, MergePanel } from "./MergePanel.tsx";
import { useOwnChoices } from "./own-choices.tsx";

type Props = {
  company: Company;
  otherId: string | null;
  onClose: () => void;
  onMerged?: () => void;
};

/** This company and another one become one. */
export function MergeCompany({ company, otherId, onClose, onMerged }: Props) {
  const { t } = useLingui();
  const choose = useChooseOther();
  const merge = useMergeCompanies(onMerged);
  const found = useQuery({ ...queries.company(otherId ?? ""), enabled: otherId !== null });
  const isNone = otherId === null || found.isError || found.data?.id === company.id;
  const other = isNone ? null : found.data;
  const differing = useDiffering(company, other ?? null);
  return (
    <MergePanel
      kind="company"
      mine={toSide(company)}
      other={other && toSide(other)}
      differing={differing}
      says={t`Domains, contacts, tickets and deals of both stay. You can take the merge back.`}
      onMerge={merge}
      onClose={onClose}
      finder={<CompanyFinder known autoFocus except={company.id} onPick={choose} />}
    />
  );
}

function toSide({ domains: addresses, ...company }: Company): DoubleSide {
  return { ...company, addresses, phones: [], companyName: null };
}

function useDiffering(mine: Company, other: Company | null): Differing<CompanyChoice>[] {
  const { t } = useLingui();
  const { user } = usePeople();
  const own = useOwnChoices("company", mine, other ?? undefined);
  if (!other) return [];
  const owner = (id: string | null) => (id ? (user(id)?.name ?? "…") : null);
  const fields: (Differing<CompanyChoice> & { isSame: boolean })[] = [
    {
      ...{ name: "name", label: t`Name`, isSame: mine.name === other.name },
      ...{ mine: mine.name, other: other.name },
    },
    {
      // With one domain between them there is nothing to choose.
      ...{ name: "domain", label: t`Main domain`, isSame: !mine.domain || !other.domain },
      ...{ mine: mine.domain, other: other.domain },
    },
    {
      ...{ name: "ownerId", label: t`Owner`, isSame: mine.ownerId === other.ownerId },
      ...{ mine: owner(mine.ownerId), other: owner(other.ownerId) },
    },
  ];
  return [...fields.filter(({ isSame }) => !isSame), ...own];
}
