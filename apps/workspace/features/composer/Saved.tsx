import { IconAlertTriangle, IconCheck, IconCloudOff } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import type { DraftState } from "../../live/drafts.ts";
import classes from "./Saved.module.css";

/** Where the draft is: on its way, on the server, or only here. Nothing while there is nothing to keep. */
export function Saved({ state }: { state: DraftState }) {
  if (state === "blank" || state === "conflict") return null;
  return (
    <span className={classes.saved} data-state={state} data-testid="draft-state">
      {state === "saved" ? (
        <>
          <Trans>Saved</Trans> <IconCheck size={13} stroke={2} aria-hidden />
        </>
      ) : null}
      {state === "typing" || state === "saving" ? <Trans>Saving…</Trans> : null}
      {state === "offline" ? (
        <>
          <IconCloudOff size={13} stroke={1.75} aria-hidden /> <Trans>Kept in this browser</Trans>
        </>
      ) : null}
      {state === "refused" ? (
        <>
          <IconAlertTriangle size={13} stroke={1.75} aria-hidden /> <Trans>Not saved</Trans>
        </>
      ) : null}
    </span>
  );
}
