import { ActionIcon } from "@mantine/core";
import type { ReactNode } from "react";
import { Tip } from "./Tip.tsx";

type Props = { label: string; icon: ReactNode; size?: number; onClick: () => void };

/** A button that is only a sign; its words show when somebody points at it. */
export function Tool({ label, icon, size = 28, onClick }: Props) {
  return (
    <Tip label={label}>
      <ActionIcon size={size} aria-label={label} onClick={onClick}>
        {icon}
      </ActionIcon>
    </Tip>
  );
}
