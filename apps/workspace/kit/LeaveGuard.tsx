import { useBlocker } from "@tanstack/react-router";
import { Trans, useLingui } from "@lingui/react/macro";
import { Confirm } from "./Confirm.tsx";

type Place = { search: Record<string, unknown> };

type Props = {
  when: boolean;
  /** Says of a place that nothing is lost by going there. */
  keeps?: (next: Place) => boolean;
};

/** Asks before unsaved changes are left behind, by a link, the back button or by closing the tab. */
export function LeaveGuard({ when, keeps = () => false }: Props) {
  const { t } = useLingui();
  const leaving = useBlocker({
    shouldBlockFn: ({ next }) => when && !keeps(next),
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
