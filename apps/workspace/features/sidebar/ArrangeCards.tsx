import { Button, Group, Switch } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useEffect, useRef } from "react";
import { Sortable } from "../../kit/Sortable.tsx";
import { Card } from "./Card.tsx";
import { useCards } from "./cards.ts";
import classes from "./Sidebar.module.css";

/** Which cards stand beside every ticket, and in which order: for oneself. */
export function ArrangeCards({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const { all, place, show, asUsual, reset } = useCards();
  const done = useRef<HTMLButtonElement>(null);
  useEffect(() => done.current?.focus({ preventScroll: true }), []);
  return (
    <Card title={t`Arrange cards`}>
      <p className={classes.arrangeSays}>
        <Trans>For you, beside every ticket.</Trans>
      </p>
      <Sortable items={all} label={t`Cards`} onMove={place}>
        {({ id, name, shown }, handle) => (
          <div className={classes.arranged}>
            {handle}
            <Switch
              className={classes.arrangedName ?? ""}
              size="xs"
              labelPosition="left"
              label={name}
              checked={shown}
              onChange={(event) => show(id, event.currentTarget.checked)}
            />
          </div>
        )}
      </Sortable>
      <Group gap={8} mt={12}>
        <Button ref={done} size="compact-sm" onClick={onDone}>
          <Trans>Done</Trans>
        </Button>
        {asUsual ? null : (
          <Button variant="subtle" size="compact-sm" color="gray" onClick={reset}>
            <Trans>As usual</Trans>
          </Button>
        )}
      </Group>
    </Card>
  );
}
