import { useLingui } from "@lingui/react/macro";
import type { Priority } from "#contract/common.ts";
import classes from "./marks.module.css";

const bars: Record<Priority, number> = { low: 1, medium: 2, high: 3, urgent: 3 };

/** Three bars that fill; urgent is said in red as well. Silent when its name stands beside it. */
export function PriorityMark({
  priority,
  silent = false,
}: {
  priority: Priority | null;
  silent?: boolean;
}) {
  const name = usePriorityNames();
  const filled = priority ? bars[priority] : 0;
  const said = silent
    ? { "aria-hidden": true }
    : { role: "img", "aria-label": name(priority), title: name(priority) };
  return (
    <span className={classes.priority} data-urgent={priority === "urgent" || undefined} {...said}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden="true">
        {[0, 1, 2].map((bar) => (
          <rect
            key={bar}
            x={1.5 + bar * 4}
            y={9 - bar * 3}
            width="2.5"
            height={3.5 + bar * 3}
            rx="0.75"
            fill="currentColor"
            opacity={bar < filled ? 1 : 0.25}
          />
        ))}
      </svg>
    </span>
  );
}

/** The names of the priorities in the user's language; null is "no priority". */
export function usePriorityNames(): (priority: Priority | null) => string {
  const { t } = useLingui();
  const names: Record<Priority, string> = {
    low: t`Low`,
    medium: t`Medium`,
    high: t`High`,
    urgent: t`Urgent`,
  };
  return (priority) => (priority ? names[priority] : t`No priority`);
}
