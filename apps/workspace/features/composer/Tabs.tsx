import { UnstyledButton } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { Kbd } from "../../kit/Kbd.tsx";
import type { DraftKind } from "../../live/writing.ts";
import classes from "./Tabs.module.css";

type Props = {
  kind: DraftKind;
  /** Whether the ticket can be commented on. */
  comments: boolean;
  written: Record<DraftKind, boolean>;
  onChoose(kind: DraftKind): void;
};

/** Reply or Comment, and Forward where one is being written; a dot says that something is written in the other one. */
export function Tabs({ kind, comments, written, onChoose }: Props) {
  const { t } = useLingui();
  const tabs = [
    { kind: "reply" as const, label: t`Reply`, key: "R" },
    ...(comments ? [{ kind: "comment" as const, label: t`Comment`, key: "N" }] : []),
    ...(kind === "forward" || written.forward
      ? [{ kind: "forward" as const, label: t`Forward`, key: null }]
      : []),
  ];
  const beside = (step: number) => {
    const at = tabs.findIndex((tab) => tab.kind === kind);
    onChoose(tabs[(at + step + tabs.length) % tabs.length]?.kind ?? "reply");
  };
  return (
    <div className={classes.tabs} role="tablist" aria-label={t`Kind of message`}>
      {tabs.map((tab) => (
        <UnstyledButton
          key={tab.kind}
          role="tab"
          className={classes.tab}
          aria-selected={kind === tab.kind}
          tabIndex={kind === tab.kind ? 0 : -1}
          onClick={() => onChoose(tab.kind)}
          onKeyDown={(event) => {
            if (event.key === "ArrowLeft") beside(-1);
            if (event.key === "ArrowRight") beside(1);
          }}
        >
          {tab.label}
          {written[tab.kind] && kind !== tab.kind ? (
            <span className={classes.dot} role="img" aria-label={t`has a draft`} />
          ) : null}
          {kind === tab.kind || !tab.key ? null : <Kbd keys={[tab.key]} />}
        </UnstyledButton>
      ))}
    </div>
  );
}
