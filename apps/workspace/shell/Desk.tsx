import { Trans } from "@lingui/react/macro";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect } from "react";
import { GuideBar } from "../features/setup/GuideBar.tsx";
import { AskedOfNew } from "../kit/AskedOfNew.tsx";
import { follow } from "../live/apply.ts";
import { useFloating } from "../live/compose.ts";
import { useSession } from "../live/session.ts";
import classes from "./Desk.module.css";
import { useDeskActions } from "./actions.ts";
import { hearKeys } from "./keyboard.ts";
import { adoptLayout } from "./layout.ts";
import { Offline } from "./Offline.tsx";
import { opened } from "./opened.ts";
import { Rail } from "./Rail.tsx";
import { mayWork } from "#contract/rights.ts";
import { SignedOut, useSignedOut } from "./SignedOut.tsx";
import { usePushed } from "./pushed.ts";
import { useStore } from "../live/store.ts";
import { usePreferences } from "./preferences.ts";

const Palette = lazy(() =>
  import("../features/palette/Palette.tsx").then(({ Palette }) => ({ default: Palette })),
);
const FloatingComposer = lazy(() =>
  import("../features/composer/FloatingComposer.tsx").then(({ FloatingComposer }) => ({
    default: FloatingComposer,
  })),
);
const KeySheet = lazy(() =>
  import("../features/keys/KeySheet.tsx").then(({ KeySheet }) => ({ default: KeySheet })),
);

/** Everything behind sign-in: the rail, the page beside it, and what lies over all pages. */
export function Desk() {
  const { user } = useSession();
  const signedOut = useSignedOut();
  useEffect(() => adoptLayout(), []);
  const follows = mayWork(user.rights) && !signedOut;
  useEffect(() => (follows ? follow() : undefined), [user.id, follows]);
  useEffect(() => hearKeys(), []);
  usePreferences();
  usePushed(user.id);
  useDeskActions();
  return (
    <>
      <div className={classes.desk} inert={signedOut}>
        <a className={classes.skip} href="#content">
          <Trans>Skip to content</Trans>
        </a>
        <Rail />
        <div className={classes.page}>
          <Offline />
          <GuideBar />
          <main id="content" className={classes.main} tabIndex={-1}>
            <Outlet />
          </main>
        </div>
        <AskedOfNew />
        <Overlays />
      </div>
      {signedOut ? <SignedOut /> : null}
    </>
  );
}

function Overlays() {
  const what = useStore(opened);
  const floating = useFloating();
  return (
    <Suspense>
      {floating ? <FloatingComposer /> : null}
      {what === "palette" ? <Palette onClose={() => opened.set(null)} /> : null}
      {what === "keys" ? <KeySheet onClose={() => opened.set(null)} /> : null}
    </Suspense>
  );
}
