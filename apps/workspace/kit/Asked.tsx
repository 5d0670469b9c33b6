import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { useStatuses } from "../live/statuses.ts";
import { useStore } from "../live/store.ts";
import { useSayRefusal } from "../shell/refusals.ts";
import { Confirm } from "./Confirm.tsx";
import { asking, mayOverride } from "./entering.ts";
import { Required } from "./Required.tsx";

/** The question that a change of status is waiting for, wherever it was asked from. */
export function Asked() {
  const { t } = useLingui();
  const { status } = useStatuses();
  const now = useStore(asking);
  if (!now) return null;
  if (now.why === "rule") return <Rule error={now.error} onAnswer={now.answer} />;
  return (
    <Required
      names={now.names}
      asker={status(now.statusId)?.name ?? t`This status`}
      onDone={now.answer}
      onCancel={() => now.answer(null)}
      {...(mayOverride() ? { onWithout: () => now.answer({ override: true }) } : {})}
    />
  );
}

/** A rule of the pipeline is in the way, and this user may go around it. */
export function Rule({
  error,
  onAnswer,
}: {
  error: unknown;
  onAnswer(more: { override: true } | null): void;
}) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const answered = useRef(false);
  /** The dialog closes behind its own answer, too. */
  const answer = (more: { override: true } | null) => {
    if (!answered.current) onAnswer(more);
    answered.current = true;
  };
  return (
    <Confirm
      opened
      title={t`Go around the rule?`}
      action={t`Set it anyway`}
      onConfirm={() => answer({ override: true })}
      onClose={() => answer(null)}
    >
      {say(error)}{" "}
      <Trans>You may override this; the ticket's activity will say that you did.</Trans>
    </Confirm>
  );
}
