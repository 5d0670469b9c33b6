import { Radio } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";
import { AddressWords } from "../../kit/AddressWords.tsx";
import look from "./Choice.module.css";

/** Of the two, the one whose page the panel stands on, or the other one. */
export type Side = "mine" | "other";
type Props = {
  label: string;
  value: Side;
  /** As people read them; null where there is none. */
  sides: Record<Side, ReactNode>;
  onPick: (side: Side) => void;
};

/** Two values beside each other, one of which stands. */
export function Choice({ label, value, sides, onPick }: Props) {
  const styles = {
    root: look.side,
    body: look.body,
    inner: look.dot,
    labelWrapper: look.room,
    label: look.label,
  };
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={(side) => onPick(side === "other" ? side : "mine")}
    >
      <div className={look.sides}>
        {(["mine", "other"] as const).map((side) => (
          <Radio
            key={side}
            value={side}
            size="xs"
            classNames={styles}
            data-chosen={side === value || undefined}
            label={<Read value={sides[side]} />}
          />
        ))}
      </div>
    </Radio.Group>
  );
}

function Read({ value }: { value: ReactNode }) {
  if (typeof value === "string") return <AddressWords address={value} />;
  return (
    value ?? (
      <span className={look.none}>
        <Trans>Empty</Trans>
      </span>
    )
  );
}
