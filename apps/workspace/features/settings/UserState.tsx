import { Trans, useLingui } from "@lingui/react/macro";
import type { ListedUser } from "#contract/users.ts";
import { regional } from "../../kit/RelativeTime.tsx";
import look from "./list.module.css";

/** Whether somebody can come in; of an invitation, until when its link works. */
export function UserState({ user }: { user: Pick<ListedUser, "state" | "invitation"> }) {
  const { i18n } = useLingui();
  const { state, invitation } = user;
  if (state === "active") return null;
  if (state === "deactivated")
    return (
      <span className={look.state}>
        <Trans>Deactivated</Trans>
      </span>
    );
  if (!invitation)
    return (
      <span className={look.state} data-tone="danger">
        <Trans>Invitation expired</Trans>
      </span>
    );
  const day = new Date(invitation.expiresAt).toLocaleDateString(regional(i18n.locale), {
    day: "numeric",
    month: "short",
  });
  return (
    <span className={look.state} data-tone="warn">
      <Trans>Invited, until {day}</Trans>
    </span>
  );
}
