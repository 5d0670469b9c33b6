import { useBlocker } from "@tanstack/react-router";
import { Trans, useLingui } from "@lingui/react/macro";
import { Confirm } from "./Confirm.tsx";

/** Asks before unsaved changes are left behind, by a link, the back button or by closing the tab. */
export function LeaveGuard({ when }: { when: boolean }) {
  const { t } = useLingui();
  const leaving = useBlocker({
    shouldBlockFn: () => when,
    enableBeforeUnload: () => when,
    disabled: !when,
    withResolver: true,
  });
  return (
    <Confirm
      opened={leaving.status === "blocked"}
      title={t`Leave without saving?`}
      action={t`Leave`}
      onConfirm={() => leaving.proceed?.()}
      onClose={() => leaving.reset?.()}
    >
      <Trans>What you changed here has not been saved.</Trans>
    </Confirm>
  );
}
