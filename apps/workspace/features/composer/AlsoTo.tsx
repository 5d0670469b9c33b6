import { Button } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import type { Mailbox } from "#contract/common.ts";
import classes from "./NewsBar.module.css";

type Props = { box: Mailbox; onAdd(where: "to" | "cc"): void; onNo(): void };

/** Somebody was named in the text: asks whether the mail should go to them too. */
export function AlsoTo({ box, onAdd, onNo }: Props) {
  const { name, address } = box;
  return (
    <div className={classes.news} role="status">
      <span className={classes.words} title={address}>
        <Trans>Send it to {name} too?</Trans>
      </span>
      <Button size="compact-xs" variant="subtle" onClick={() => onAdd("to")}>
        <Trans>Add to To</Trans>
      </Button>
      <Button size="compact-xs" variant="subtle" onClick={() => onAdd("cc")}>
        <Trans>Add to Cc</Trans>
      </Button>
      <Button size="compact-xs" variant="subtle" color="gray" onClick={onNo}>
        <Trans>No</Trans>
      </Button>
    </div>
  );
}
