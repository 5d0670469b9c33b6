import { useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { createDeal, type Deal, type DealStage, updateDeal } from "#contract/deals.ts";
import type { PropertyValues } from "#contract/properties.ts";
import { useForm } from "../../kit/form.ts";
import { useOwnFields } from "../../kit/own-fields.ts";
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
  own: PropertyValues;
};

/** The form of a deal, new or known. */
export function useDealForm(deal: Deal | null, onSaved: (id: string) => void) {
  const { t } = useLingui();
  const saved = useRef("");
  const { sent, check, explain } = useOwnFields("deal", deal?.properties ?? null);
  return useForm<DealValues>({
    initial: valuesOf(deal),
    schema: createDeal.input,
    shape: bodyOf,
    check,
    explain,
    save: async (values) => {
      const body = { ...bodyOf(values), properties: sent(values.own) };
      const kept = deal
        ? await call(updateDeal, { id: deal.id, ...body })
        : await call(createDeal, body);
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
    own: deal?.properties ?? {},
  };
}

function bodyOf({ company, contacts, closeOn, own: _own, ...values }: DealValues) {
  return {
    ...values,
    closeOn: closeOn || null,
    companyId: company?.id ?? null,
    contactIds: contacts.map(({ id }) => id),
  };
}
