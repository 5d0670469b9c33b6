import { IconAlertTriangle, IconCircleCheck, IconInfoCircle } from "@tabler/icons-react";
import type { ReactNode } from "react";
import look from "./Notice.module.css";

const icons = { danger: IconAlertTriangle, info: IconInfoCircle, ok: IconCircleCheck };

/** One calm paragraph that matters: a refusal, a hint, a success. */
export function Notice({ tone, children }: { tone: keyof typeof icons; children: ReactNode }) {
  const Icon = icons[tone];
  return (
    <div className={look.notice} data-tone={tone} role={tone === "danger" ? "alert" : "status"}>
      <Icon size={16} stroke={1.5} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
