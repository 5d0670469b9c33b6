import { useCallback } from "react";
import { useLingui } from "@lingui/react/macro";
import { type Change, changeTicket } from "../live/change.ts";
import { dismissToast, toast, toastError } from "./toast.ts";

/** Changes one ticket at once, says what was done and offers the way back; says so when it was refused. */
export function useChange(number: number): (change: Change, said: string) => Promise<boolean> {
  const { t } = useLingui();
  return useCallback(
    async (change, said) => {
      const work = changeTicket(number, change);
      const undo = async () => {
        const back = await work.catch(() => null);
        if (back) await changeTicket(number, back).catch((error: unknown) => toastError(error));
      };
      const id = toast({ message: said, undo: () => void undo() });
      try {
        await work;
        return true;
      } catch (error) {
        dismissToast(id);
        toastError(error, undefined, {
          label: t`Try again`,
          run: () => void changeTicket(number, change).catch((again: unknown) => toastError(again)),
        });
        return false;
      }
    },
    [number, t],
  );
}
