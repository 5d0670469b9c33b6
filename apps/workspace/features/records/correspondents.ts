import { updateContact } from "#contract/contacts.ts";
import { type Deal, updateDeal } from "#contract/deals.ts";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";

type Added = { id: string; companyId: string | null };

/** Makes somebody a contact of the deal, so that one can write to them from it. */
export function useAddToDeal({ id, contacts }: Deal) {
  return (added: Added) =>
    attempt(async () => {
      const contactIds = [...contacts.map((one) => one.id), added.id];
      const kept = await call(updateDeal, { id, contactIds });
      cache.setQueryData(queries.deal(id).queryKey, kept);
      void cache.invalidateQueries({ queryKey: ["deals"] });
    });
}

/** The same at a company. */
export function useAddToCompany(companyId: string) {
  return (added: Added) =>
    attempt(async () => {
      if (added.companyId !== companyId) await call(updateContact, { id: added.id, companyId });
      await cache.invalidateQueries({ queryKey: ["contacts"] });
    });
}

function attempt(work: () => Promise<unknown>): void {
  void work().catch((error: unknown) => toastError(error));
}
