import { lazy, Suspense, useEffect } from "react";
import { onSessionEnd } from "../live/api.ts";
import { useSession, whoAmI } from "../live/session.ts";
import { store, useStore } from "../live/store.ts";
import classes from "./SignedOut.module.css";

const SignIn = lazy(() =>
  import("../features/sign-in/SignIn.tsx").then(({ SignIn }) => ({ default: SignIn })),
);
const ended = store(false);

/** Whether the session ended while somebody worked here. */
export function useSignedOut(): boolean {
  useEffect(() => onSessionEnd(() => ended.set(true)), []);
  return useStore(ended);
}

/** Sign-in over the page, which stays as it is: nothing typed is lost, and the address does not change. */
export function SignedOut() {
  const { user } = useSession();
  async function back() {
    const session = await whoAmI();
    if (session?.user.id !== user.id) return window.location.reload();
    ended.set(false);
  }
  return (
    <div className={classes.over}>
      <Suspense>
        <SignIn again={{ email: user.email }} onDone={() => void back()} />
      </Suspense>
    </div>
  );
}
