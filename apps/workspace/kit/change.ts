import { useCallback } from "react";
import { useLingui } from "@lingui/react/macro";
import type { Change } from "../live/change.ts";
import { changeTickets } from "./entering.ts";
import { dismissToast, toast, toastError } from "./toast.ts";

/**
 * Changes one ticket at once, says what was done and offers the way back; says so when it was refused, unless that is
 * shown elsewhere. What the change needs first is asked for.
 */
export function useChange(
  number: number,
): (change: Change, said: string, isShown?: (refused: unknown) => boolean) => Promise<boolean> {
  const { t } = useLingui();
  return useCallback(
    async (change, said, isShown) => {
      let id = "";
      const work = changeTickets([{ number, change }], () => {
        id = toast({ message: said, undo: () => void undo() });
      });
      const undo = async () => {
        const done = await work;
        if (done) await takeBack(done.undos);
      };
      const outcome = await work;
      if (outcome && outcome.undos.length > 0) return true;
      dismissToast(id);
      const [refused] = outcome?.failed ?? [];
      if (refused && !isShown?.(refused.error))
        toastError(refused.error, undefined, {
          label: t`Try again`,
          run: () => void takeBack([{ number, change }]),
        });
      return false;
    },
    [number, t],
  );
}

/** Says of each that was refused why. */
export async function takeBack(plans: Parameters<typeof changeTickets>[0]): Promise<void> {
  const outcome = await changeTickets(plans);
  for (const { error } of outcome?.failed ?? []) toastError(error);
}
