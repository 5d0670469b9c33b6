import { useNavigate } from "@tanstack/react-router";
import { signOut } from "#contract/sign-in.ts";
import { toastError } from "../kit/toast.ts";
import { call, isRefused } from "../live/api.ts";
import { cache } from "../live/cache.ts";
import { forgetPush } from "../live/push.ts";
import { saveEverything } from "../live/drafts.ts";

/** Signs out; drafts are saved first, and what was read is forgotten by this browser. */
export function useSignOut(): () => void {
  const go = useNavigate();
  return () => {
    saveEverything(false);
    void leave().then(
      () => go({ to: "/sign-in" }).then(() => cache.clear()),
      (error: unknown) => toastError(error),
    );
  };

  async function leave() {
    await forgetPush().catch(() => undefined);
    await call(signOut, {}).catch((error: unknown) => {
      if (!isRefused(error, "signed_out")) throw error;
    });
    cache.setQueryData(["session"], null);
  }
}
