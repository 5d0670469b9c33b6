import { useLingui } from "@lingui/react/macro";
import { IconAlertCircle, IconArrowBackUp, IconX } from "@tabler/icons-react";
import { useEffect } from "react";
import { dismissToast, type Toast, toasts } from "../kit/toast.ts";
import { useStore } from "../live/store.ts";
import { useAction } from "./keyboard.ts";
import { useSayRefusal } from "./refusals.ts";
import classes from "./Toasts.module.css";

/** What was just done or refused, at the bottom left; `z` takes the newest undoable one back. */
export function Toasts() {
  const { t } = useLingui();
  const shown = useStore(toasts);
  const newest = shown.findLast(({ undo }) => undo !== null);
  useAction({
    id: "undo",
    label: t`Undo what was just done`,
    keys: "z",
    group: "more",
    icon: IconArrowBackUp,
    when: newest !== undefined,
    run: () => {
      if (!newest) return;
      dismissToast(newest.id);
      newest.undo?.();
    },
  });
  return (
    <div className={classes.toasts} role="status" aria-live="polite">
      {shown.map((one) => (
        <OneToast key={one.id} one={one} />
      ))}
    </div>
  );
}

function OneToast({ one }: { one: Toast }) {
  const { t } = useLingui();
  const say = useSayRefusal();
  useEffect(() => {
    const timer = setTimeout(() => dismissToast(one.id), one.lasts);
    return () => clearTimeout(timer);
  }, [one]);
  const { undo, action } = one;
  const leave = (run: () => void) => () => {
    dismissToast(one.id);
    run();
  };
  return (
    <div className={classes.toast} data-kind={one.kind}>
      {one.kind === "failed" ? (
        <IconAlertCircle size={16} stroke={1.5} className={classes.sign} />
      ) : null}
      <span className={classes.message}>
        {one.message}
        {one.error ? (
          <span className={one.message ? classes.reason : undefined}>{say(one.error)}</span>
        ) : null}
      </span>
      {action ? (
        <button type="button" className={classes.action} onClick={leave(action.run)}>
          {action.label}
        </button>
      ) : null}
      {undo ? (
        <button type="button" className={classes.action} onClick={leave(undo)}>
          {t`Undo`}
        </button>
      ) : null}
      <button
        type="button"
        className={classes.close}
        aria-label={t`Dismiss`}
        onClick={() => dismissToast(one.id)}
      >
        <IconX size={14} stroke={1.5} />
      </button>
    </div>
  );
}
