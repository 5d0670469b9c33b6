import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import { type Deal, deleteDeal, restoreDeal, updateDeal } from "#contract/deals.ts";
import type { SentTo } from "#contract/operation.ts";
import { attempt, toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";

type DealChange = Omit<SentTo<typeof updateDeal>, "id">;

/** Changes one deal, says so and offers the way back. */
export function useDealChange(deal: Deal) {
  const { t } = useLingui();
  const keep = async (change: DealChange) => {
    const kept = await call(updateDeal, { id: deal.id, ...change });
    cache.setQueryData(queries.deal(kept.id).queryKey, kept);
    void cache.invalidateQueries({ queryKey: ["deals"] });
  };
  return (change: DealChange, back: DealChange) =>
    attempt(async () => {
      await keep(change);
      toast({ message: t`${deal.name} changed.`, undo: () => attempt(() => keep(back)) });
    });
}

/** Deletes a deal and goes back to the list; undo brings it back and opens it. */
export function useDeleteDeal({ id, name }: Deal) {
  const { t } = useLingui();
  const go = useNavigate();
  const restore = async () => {
    await call(restoreDeal, { id });
    await cache.invalidateQueries({ queryKey: ["deals"] });
    void cache.invalidateQueries({ queryKey: queries.deal(id).queryKey });
    await go({ to: "/deals/$id", params: { id } });
  };
  return () =>
    attempt(async () => {
      await call(deleteDeal, { id });
      await go({ to: "/deals", search: ({ q }) => (q ? { q } : {}) });
      void cache.invalidateQueries({ queryKey: ["deals"] });
      toast({ message: t`${name} deleted.`, undo: () => attempt(restore) });
    });
}
