import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import type { Double, DoubleSide } from "#contract/doubles.ts";
import type { LeaveChoice } from "#contract/merges.ts";
import { ListSkeleton } from "../../kit/ListSkeleton.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useProperties } from "../../kit/PropertyWords.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toastError } from "../../kit/toast.ts";
import { problemOf } from "../../live/api.ts";
import { Choice, type Side } from "./Choice.tsx";
import { Facts } from "./Facts.tsx";
import look from "./Form.module.css";
import type { Chosen } from "./merge.ts";

/** What differs between the two. */
export type Differing<Name extends string> = {
  name: Name;
  label: string;
  /** As people read it; null where there is none. */
  mine: ReactNode;
  other: ReactNode;
};
type Props<Name extends string> = {
  kind: Double["kind"];
  mine: DoubleSide;
  /** Null while nobody has chosen one, undefined while it is read. */
  other: DoubleSide | null | undefined;
  differing: readonly Differing<Name>[];
  /** Finds the other one while there is none. */
  finder: ReactNode;
  /** What follows by itself. */
  says: string;
  onMerge: (two: { stays: string; goes: string }, chosen: Chosen<Name>) => Promise<void>;
  onClose: () => void;
};

/** Two records become one: which stays, and of all that differs whose value. */
export function MergePanel<Name extends string>(props: Props<Name>) {
  const { t } = useLingui();
  const { kind, mine, other, differing, finder, says, onMerge, onClose } = props;
  const [stays, setStays] = useState<Side>("mine");
  const [picked, setPicked] = useState<Readonly<Record<string, Side>>>({});
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<readonly string[]>([]);
  const sideOf = ({ name, ...values }: Differing<Name>): Side =>
    picked[name] ?? (values[stays] === null ? opposite(stays) : stays);

  useFocusOnChoice(Boolean(other));

  async function merge() {
    if (!other) return;
    setBusy(true);
    setMissing([]);
    const two = { stays: { mine, other }[stays].id, goes: { mine, other }[opposite(stays)].id };
    const take = differing.filter((one) => sideOf(one) !== stays).map(({ name }) => name);
    const kept = differing.filter((one) => sideOf(one) === stays && one[stays] === null);
    const leave = kept.flatMap(({ name }) => (isOwn(name) ? [name] : []));
    await onMerge(two, { take, leave }).catch((error: unknown) => {
      const problem = problemOf(error);
      if (problem?.code === "properties_missing") setMissing(problem.missing);
      else toastError(error);
    });
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
        {other === undefined ? <ListSkeleton /> : null}
        {other === null ? (
          <>
            <p className={look.says}>
              <Trans>Find the one that is the same. You choose next which of the two stays.</Trans>
            </p>
            {finder}
          </>
        ) : null}
        {other ? (
          <>
            <Choice
              label={t`Which one stays`}
              value={stays}
              sides={{ mine: <Who of={mine} />, other: <Who of={other} /> }}
              onPick={setStays}
            />
            {differing.map((one) => (
              <Choice
                key={one.name}
                label={one.label}
                value={sideOf(one)}
                sides={one}
                onPick={(side) => setPicked({ ...picked, [one.name]: side })}
              />
            ))}
            {missing.length > 0 ? <Missing kind={kind} names={missing} /> : null}
            <p className={look.says}>{says}</p>
          </>
        ) : null}
      </div>
    </SidePanel>
  );
}

function opposite(side: Side): Side {
  return side === "mine" ? "other" : "mine";
}

/** The two come after the panel opened: the focus that waits on it goes to the first choice. */
function useFocusOnChoice(isThere: boolean) {
  useEffect(() => {
    const waiting = document.activeElement;
    if (!isThere || !waiting?.matches("[data-panel-body]")) return;
    waiting.querySelector<HTMLElement>("input:checked")?.focus({ preventScroll: true });
  }, [isThere]);
}

function isOwn(name: string): name is LeaveChoice {
  return name.startsWith("property:");
}

function Who({ of }: { of: DoubleSide }) {
  return (
    <>
      <b>{of.name}</b>
      <Facts of={of} />
    </>
  );
}

function Missing({ kind, names }: { kind: Double["kind"]; names: readonly string[] }) {
  const known = useProperties(kind);
  const labels = names
    .map((name) => known.find((one) => one.name === name)?.label ?? name)
    .join(", ");
  return (
    <Notice tone="danger">
      <Trans>What you chose needs a value here that would be empty: {labels}</Trans>
    </Notice>
  );
}
