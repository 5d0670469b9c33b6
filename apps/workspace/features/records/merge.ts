import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import {
  type CompanyChoice,
  type ContactChoice,
  mergeCompanies,
  mergeContacts,
  undoMerge,
} from "#contract/merges.ts";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";

type Two = { stays: string; goes: string };

/** Merges two contacts and opens the one that stayed, or goes on as `after` says; undo makes them two again. Throws what was refused. */
export function useMergeContacts(after?: () => unknown) {
  const { t } = useLingui();
  const go = useNavigate();
  const undo = useUndoMerge();
  return async ({ stays, goes }: Two, take: ContactChoice[]) => {
    const merged = await call(mergeContacts, { id: stays, mergedId: goes, take });
    refresh();
    await (after ? after() : go({ to: "/contacts/$id", params: { id: stays } }));
    toast({ message: t`Merged into ${merged.contact.name}.`, undo: () => undo(merged.mergeId) });
  };
}

/** Merges two companies and opens the one that stayed, or goes on as `after` says; undo makes them two again. Throws what was refused. */
export function useMergeCompanies(after?: () => unknown) {
  const { t } = useLingui();
  const go = useNavigate();
  const undo = useUndoMerge();
  return async ({ stays, goes }: Two, take: CompanyChoice[]) => {
    const merged = await call(mergeCompanies, { id: stays, mergedId: goes, take });
    refresh();
    await (after ? after() : go({ to: "/companies/$id", params: { id: stays } }));
    toast({ message: t`Merged into ${merged.company.name}.`, undo: () => undo(merged.mergeId) });
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

function refresh(): void {
  for (const key of ["contacts", "contact", "companies", "company", "timeline", "tickets"])
    void cache.invalidateQueries({ queryKey: [key] });
}
