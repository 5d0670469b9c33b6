import { plural } from "@lingui/core/macro";
import { useLingui } from "@lingui/react/macro";
import { ActionIcon } from "@mantine/core";
import {
  IconArchive,
  IconCircleDot,
  IconFlag,
  IconMailOff,
  IconTrash,
  IconUserPlus,
  IconX,
} from "@tabler/icons-react";
import type { TicketSummary } from "#contract/tickets.ts";
import { Tip } from "../../kit/Tip.tsx";
import { useActs } from "./acts.ts";
import classes from "./Bulk.module.css";
import type { Cursor } from "./cursor.ts";
import { choosing } from "./keys.ts";

/** What can be done with the picked tickets. */
export function Bulk({
  cursor,
  rows,
  label,
}: {
  cursor: Cursor;
  rows: readonly TicketSummary[];
  label: string;
}) {
  const { t } = useLingui();
  const acts = useActs();
  const numbers = cursor.targets;
  const count = numbers.length;
  const closed = rows.filter(({ number }) => numbers.includes(number)).every(({ open }) => !open);
  const steps = [
    { label: t`Assign…`, icon: IconUserPlus, run: () => choosing.set({ what: "owner", numbers }) },
    {
      label: t`Set the status…`,
      icon: IconCircleDot,
      run: () => choosing.set({ what: "status", numbers }),
    },
    {
      label: t`Set the priority…`,
      icon: IconFlag,
      run: () => choosing.set({ what: "priority", numbers }),
    },
    {
      label: closed ? t`Reopen` : t`Close`,
      icon: IconArchive,
      run: () => done(() => void (closed ? acts.reopen(numbers) : acts.close(numbers))),
    },
    {
      label: t`Mark as spam`,
      icon: IconMailOff,
      run: () => done(() => acts.spam(numbers)),
    },
    { label: t`Delete`, icon: IconTrash, run: () => done(() => acts.bin(numbers)) },
  ];
  function done(act: () => void) {
    act();
    cursor.clear();
  }
  return (
    <div className={classes.bulk} role="toolbar" aria-label={label}>
      <span className={classes.count}>
        {plural(count, { one: "# selected", other: "# selected" })}
      </span>
      {steps.map(({ label, icon: Sign, run }) => (
        <Tip key={label} label={label}>
          <ActionIcon size={32} aria-label={label} onClick={run}>
            <Sign size={16} stroke={1.5} />
          </ActionIcon>
        </Tip>
      ))}
      <Tip label={t`Clear the selection`}>
        <ActionIcon size={32} aria-label={t`Clear the selection`} onClick={cursor.clear}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </Tip>
    </div>
  );
}
