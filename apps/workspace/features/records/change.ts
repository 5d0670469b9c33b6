import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import {
  type Company,
  type Contact,
  deleteCompany,
  deleteContact,
  restoreCompany,
  restoreContact,
  updateCompany,
  updateContact,
} from "#contract/contacts.ts";
import type { SentTo } from "#contract/operation.ts";
import { attempt, toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";

type ContactChange = Omit<SentTo<typeof updateContact>, "id">;
type CompanyChange = Omit<SentTo<typeof updateCompany>, "id">;

/** Changes one contact, says so and offers the way back. */
export function useContactChange(contact: Contact) {
  const { t } = useLingui();
  const keep = async (change: ContactChange) => {
    const kept = await call(updateContact, { id: contact.id, ...change });
    cache.setQueryData(queries.contact(kept.id).queryKey, kept);
    void cache.invalidateQueries({ queryKey: ["contacts"] });
  };
  return (change: ContactChange) =>
    attempt(async () => {
      const back = before(contact, change);
      await keep(change);
      toast({ message: t`${contact.name} changed.`, undo: () => attempt(() => keep(back)) });
    });
}

/** Changes one company, says so and offers the way back. */
export function useCompanyChange(company: Company) {
  const { t } = useLingui();
  const keep = async (change: CompanyChange) => {
    const kept = await call(updateCompany, { id: company.id, ...change });
    cache.setQueryData(queries.company(kept.id).queryKey, kept);
    void cache.invalidateQueries({ queryKey: ["companies"] });
  };
  return (change: CompanyChange) =>
    attempt(async () => {
      const back = before(company, change);
      await keep(change);
      toast({ message: t`${company.name} changed.`, undo: () => attempt(() => keep(back)) });
    });
}

/** Deletes a contact and goes back to the list; undo brings it back and opens it. */
export function useDeleteContact({ id, name }: Contact) {
  const { t } = useLingui();
  const go = useNavigate();
  const restore = async () => {
    await call(restoreContact, { id });
    await cache.invalidateQueries({ queryKey: ["contacts"] });
    void cache.invalidateQueries({ queryKey: queries.contact(id).queryKey });
    await go({ to: "/contacts/$id", params: { id } });
  };
  return () =>
    attempt(async () => {
      await call(deleteContact, { id });
      await go({ to: "/contacts", search: ({ q }) => (q ? { q } : {}) });
      void cache.invalidateQueries({ queryKey: ["contacts"] });
      toast({ message: t`${name} deleted.`, undo: () => attempt(restore) });
    });
}

/** Deletes a company and goes back to the list; undo brings it back and opens it. */
export function useDeleteCompany({ id, name }: Company) {
  const { t } = useLingui();
  const go = useNavigate();
  const restore = async () => {
    await call(restoreCompany, { id });
    await cache.invalidateQueries({ queryKey: ["companies"] });
    void cache.invalidateQueries({ queryKey: queries.company(id).queryKey });
    await go({ to: "/companies/$id", params: { id } });
  };
  return () =>
    attempt(async () => {
      await call(deleteCompany, { id });
      await go({ to: "/companies", search: ({ q }) => (q ? { q } : {}) });
      void cache.invalidateQueries({ queryKey: ["companies"] });
      toast({ message: t`${name} deleted.`, undo: () => attempt(restore) });
    });
}

/** The values that a change replaces. */
function before<Change extends object>(record: object, change: Change): Change {
  const names = Object.keys(change);
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => names.includes(name)),
  ) as Change;
}
