import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { inviteAgain, updateUser, type UserDetails } from "#contract/people.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { SignOutEverywhere } from "./SignOutEverywhere.tsx";
import look from "./RightsFields.module.css";

/** Invite again, sign out, deactivate, take back in. Nobody deactivates themselves by accident. */
export function Membership({ user }: { user: UserDetails }) {
  const { t } = useLingui();
  const me = useSession().user.id;
  const [asking, setAsking] = useState(false);
  if (user.id === me) return null;

  async function set(state: "active" | "deactivated") {
    try {
      const saved = await call(updateUser, { id: user.id, state });
      cache.setQueryData(queries.user(user.id).queryKey, saved);
      toast({
        message:
          state === "active" ? t`${user.name} may come in again.` : t`${user.name} is deactivated.`,
      });
    } catch (error) {
      toastError(error);
    }
    await cache.invalidateQueries({ queryKey: queries.users().queryKey });
  }

  async function invite() {
    try {
      await call(inviteAgain, { id: user.id });
      toast({ message: t`A new link is on its way; the old one has ended.` });
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <fieldset className={look.group}>
      <legend>
        <Trans>Membership</Trans>
      </legend>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
        {user.state === "invited" ? (
          <Button variant="default" size="xs" onClick={() => void invite()}>
            <Trans>Send the invitation again</Trans>
          </Button>
        ) : null}
        {user.state === "active" ? <SignOutEverywhere user={user} /> : null}
        {user.state === "deactivated" ? (
          <Button variant="default" size="xs" onClick={() => void set("active")}>
            <Trans>Activate again</Trans>
          </Button>
        ) : (
          <Button variant="default" size="xs" onClick={() => setAsking(true)}>
            <Trans>Deactivate…</Trans>
          </Button>
        )}
      </div>
      <Confirm
        opened={asking}
        title={t`Deactivate ${user.name}?`}
        action={t`Deactivate`}
        onConfirm={() => set("deactivated")}
        onClose={() => setAsking(false)}
      >
        <Trans>
          Sessions and API tokens end at once. What they wrote stays under their name. You can
          activate them again.
        </Trans>
      </Confirm>
    </fieldset>
  );
}
