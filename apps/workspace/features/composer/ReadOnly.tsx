import { Trans } from "@lingui/react/macro";
import classes from "./Composer.module.css";

/** In place of the editor, for those who may see a ticket but not act on it. */
export function ReadOnly() {
  return (
    <div className={classes.composer} role="note">
      <p className={classes.elsewhere}>
        <Trans>
          You may read this ticket, but not answer, comment on or change it. Somebody with a
          settings right can give you more rights.
        </Trans>
      </p>
    </div>
  );
}
