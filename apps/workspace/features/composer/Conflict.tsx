import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Draft } from "#contract/drafts.ts";
import { RelativeTime } from "../../kit/RelativeTime.tsx";
import { RichText } from "../../kit/RichText.tsx";
import classes from "./Conflict.module.css";

/** Two devices wrote the same draft: shows the other one and lets the person choose. Nothing is overwritten before. */
export function Conflict({
  theirs,
  onChoose,
}: {
  theirs: Draft;
  onChoose: (choice: "mine" | "theirs") => void;
}) {
  const { t } = useLingui();
  const [shown, setShown] = useState(true);
  return (
    <section className={classes.conflict} role="alert" aria-label={t`Two versions of this draft`}>
      <header>
        <p>
          <Trans>
            This draft was also changed in another tab or on another device,{" "}
            <RelativeTime at={theirs.updatedAt} />.
          </Trans>
        </p>
        <Button
          size="compact-xs"
          variant="subtle"
          onClick={() => setShown(!shown)}
          aria-expanded={shown}
        >
          {shown ? <Trans>Hide</Trans> : <Trans>Show</Trans>}
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onChoose("theirs")}>
          <Trans>Use the other</Trans>
        </Button>
        <Button size="compact-xs" variant="default" onClick={() => onChoose("mine")}>
          <Trans>Keep mine</Trans>
        </Button>
      </header>
      {shown ? (
        <div className={classes.theirs}>
          <RichText html={theirs.html} label={t`The other version`} />
        </div>
      ) : null}
    </section>
  );
}
