import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import {
  type CompanyChoice,
  type ContactChoice,
  type LeaveChoice,
  mergeCompanies,
  mergeContacts,
  undoMerge,
} from "#contract/merges.ts";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";

type Two = { stays: string; goes: string };
/** Names of what comes from the one that goes, and of the own properties that stay empty. */
export type Chosen<Name> = { take: Name[]; leave: LeaveChoice[] };

/** Merges two contacts and opens the one that stayed, or goes on as `after` says; undo makes them two again. Throws what was refused. */
export function useMergeContacts(after?: () => unknown) {
  const finish = useFinish("/contacts/$id", after);
  return async ({ stays, goes }: Two, chosen: Chosen<ContactChoice>) => {
    const merged = await call(mergeContacts, { id: stays, mergedId: goes, ...chosen });
    await finish(merged.contact, merged.mergeId);
  };
}

/** Merges two companies and opens the one that stayed, or goes on as `after` says; undo makes them two again. Throws what was refused. */
export function useMergeCompanies(after?: () => unknown) {
  const finish = useFinish("/companies/$id", after);
  return async ({ stays, goes }: Two, chosen: Chosen<CompanyChoice>) => {
    const merged = await call(mergeCompanies, { id: stays, mergedId: goes, ...chosen });
    await finish(merged.company, merged.mergeId);
  };
}

/** Keeps in the address with whom the opened one is merged. */
export function useChooseOther(): (other: { id: string }) => void {
  const go = useNavigate();
  return ({ id }) =>
    void go({ to: ".", search: (before) => ({ ...before, other: id }), replace: true });
}

function useFinish(to: "/contacts/$id" | "/companies/$id", after?: () => unknown) {
  const { t } = useLingui();
  const go = useNavigate();
  const undo = useUndoMerge();
  return async ({ id, name }: { id: string; name: string }, mergeId: string) => {
    refresh();
    await (after ? after() : go({ to, params: { id } }));
    toast({ message: t`Merged into ${name}.`, undo: () => undo(mergeId) });
  };
}

export function useUndoMerge(): (mergeId: string) => void {
  const { t } = useLingui();
  return (mergeId) =>
    void call(undoMerge, { id: mergeId }).then(
      () => {
        refresh();
        toast({ message: t`The merge is taken back.` });
      },
      (error: unknown) => toastError(error),
    );
}

const kept = "contacts contact companies company timeline tickets ticket deals deal".split(" ");

function refresh(): void {
  for (const key of kept) void cache.invalidateQueries({ queryKey: [key] });
}
