import { Button, Radio } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useState } from "react";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toastError } from "../../kit/toast.ts";
import look from "./Form.module.css";

type Side = "mine" | "other";
export type Choice<Name extends string> = {
  name: Name;
  label: string;
  /** As people read it; null where there is none. */
  mine: string | null;
  other: string | null;
};
type Props<Name extends string> = {
  mine: { id: string; name: string };
  other: { id: string; name: string } | null;
  choices: readonly Choice<Name>[];
  /** Finds the other one while there is none. */
  finder: ReactNode;
  /** What follows by itself. */
  says: string;
  onMerge: (two: { stays: string; goes: string }, take: Name[]) => Promise<void>;
  onClose: () => void;
};

/** Two records become one: which stays, and of each field whose value. */
export function MergePanel<Name extends string>(props: Props<Name>) {
  const { t } = useLingui();
  const { mine, other, choices, finder, says, onMerge, onClose } = props;
  const [stays, setStays] = useState<Side>("mine");
  const [picked, setPicked] = useState<Partial<Record<Name, Side>>>({});
  const [busy, setBusy] = useState(false);
  const differing = choices.filter((choice) => choice.mine !== choice.other);
  const sideOf = ({ name, ...values }: Choice<Name>): Side =>
    picked[name] ?? (values[stays] === null ? opposite(stays) : stays);

  async function merge() {
    if (!other) return;
    setBusy(true);
    const take = differing.filter((choice) => sideOf(choice) !== stays).map(({ name }) => name);
    const two = { stays: { mine, other }[stays].id, goes: { mine, other }[opposite(stays)].id };
    await onMerge(two, take).catch((error: unknown) => toastError(error));
    setBusy(false);
  }

  const title = t`Merge ${mine.name}`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button loading={busy} disabled={!other} onClick={() => void merge()}>
            <Trans>Merge</Trans>
          </Button>
        </>
      }
    >
      <div className={look.form}>
        {other ? (
          <>
            <Two
              label={t`Which one stays`}
              value={stays}
              mine={mine.name}
              other={other.name}
              onPick={setStays}
            />
            {differing.map((choice) => (
              <Two
                key={choice.name}
                label={choice.label}
                value={sideOf(choice)}
                mine={choice.mine}
                other={choice.other}
                onPick={(side) => setPicked({ ...picked, [choice.name]: side })}
              />
            ))}
            <p className={look.says}>{says}</p>
          </>
        ) : (
          <>
            <p className={look.says}>
              <Trans>Find the one that is the same. You choose next which of the two stays.</Trans>
            </p>
            {finder}
          </>
        )}
      </div>
    </SidePanel>
  );
}

function opposite(side: Side): Side {
  return side === "mine" ? "other" : "mine";
}

function Two({
  label,
  value,
  mine,
  other,
  onPick,
}: {
  label: string;
  value: Side;
  mine: string | null;
  other: string | null;
  onPick: (side: Side) => void;
}) {
  const { t } = useLingui();
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={(side) => onPick(side === "other" ? side : "mine")}
    >
      <div className={look.two}>
        <Radio value="mine" label={mine ?? t`Empty`} />
        <Radio value="other" label={other ?? t`Empty`} />
      </div>
    </Radio.Group>
  );
}
