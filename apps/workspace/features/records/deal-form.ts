import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { createDeal, type Deal, type DealStage, updateDeal } from "#contract/deals.ts";
import { useForm } from "../../kit/form.ts";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";

export type DealValues = {
  name: string;
  amount: number | null;
  currency: string;
  stage: DealStage;
  closeOn: string;
  company: { id: string; name: string } | null;
  contacts: { id: string; name: string; email: string | null }[];
  ownerId: string | null;
};

/** The form of a deal, new or known. */
export function useDealForm(deal: Deal | null, onSaved: (id: string) => void) {
  const { t } = useLingui();
  const saved = useRef("");
  return useForm<DealValues>({
    initial: valuesOf(deal),
    schema: createDeal.input,
    shape: bodyOf,
    save: async (values) => {
      const kept = deal
        ? await call(updateDeal, { id: deal.id, ...bodyOf(values) })
        : await call(createDeal, bodyOf(values));
      cache.setQueryData(queries.deal(kept.id).queryKey, kept);
      void cache.invalidateQueries({ queryKey: ["deals"] });
      saved.current = kept.id;
    },
    after: () => {
      toast({ message: deal ? t`The deal is saved.` : t`The deal is created.` });
      onSaved(saved.current);
    },
  });
}

function valuesOf(deal: Deal | null): DealValues {
  const { companyId = null, companyName = null } = deal ?? {};
  return {
    name: deal?.name ?? "",
    amount: deal?.amount ?? null,
    currency: deal?.currency ?? "EUR",
    stage: deal?.stage ?? "new",
    closeOn: deal?.closeOn ?? "",
    company: companyId ? { id: companyId, name: companyName ?? "" } : null,
    contacts: deal?.contacts ?? [],
    ownerId: deal?.ownerId ?? null,
  };
}

function bodyOf({ company, contacts, closeOn, ...values }: DealValues) {
  return {
    ...values,
    closeOn: closeOn || null,
    companyId: company?.id ?? null,
    contactIds: contacts.map(({ id }) => id),
  };
}
