import { Trans } from "@lingui/react/macro";
import { IconCloudOff } from "@tabler/icons-react";
import { line } from "../live/socket.ts";
import { useStore } from "../live/store.ts";
import classes from "./Offline.module.css";

/** One quiet line while the server cannot be reached. */
export function Offline() {
  const away = useStore(line) === "away";
  return (
    <div role="status" className={classes.offline} hidden={!away}>
      {away ? (
        <>
          <IconCloudOff size={14} stroke={1.5} aria-hidden />
          <Trans>You are offline. What you type is kept; everything catches up by itself.</Trans>
        </>
      ) : null}
    </div>
  );
}
