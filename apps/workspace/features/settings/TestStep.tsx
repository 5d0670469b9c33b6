import { IconAlertTriangle, IconCircleCheck, IconClock, IconInfoCircle } from "@tabler/icons-react";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import look from "./fields.module.css";

export type Tone = "ok" | "danger" | "info" | "waiting";

const icons = {
  ok: IconCircleCheck,
  danger: IconAlertTriangle,
  info: IconInfoCircle,
  waiting: IconClock,
};

/** What a test found, read aloud as it comes. */
export function TestSteps({ children }: { children: ReactNode }) {
  return (
    <div role="status">
      <ul className={look.steps}>{children}</ul>
    </div>
  );
}

type Props = { tone: Tone; says?: string | null; children: ReactNode };

/** One step of a test in plain words, and below them what the other server said itself. */
export function TestStep({ tone, says = null, children }: Props) {
  const Icon = icons[tone];
  return (
    <li className={look.step} data-tone={tone}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <div>
        {children}
        {says ? (
          <p className={look.hint}>
            <Trans>
              The server said: <code>{says}</code>
            </Trans>
          </p>
        ) : null}
      </div>
    </li>
  );
}
