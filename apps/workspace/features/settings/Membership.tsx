import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type UserDetails } from "#contract/people.ts";
import { revokeInvitation, inviteAgain, updateUser } from "#contract/users.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { useSession } from "../../live/session.ts";
import { Deactivate } from "./Deactivate.tsx";
import { SignOutEverywhere } from "./SignOutEverywhere.tsx";
import look from "./RightsFields.module.css";

type Props = { user: UserDetails; onGone: () => void };

/** Invite again, sign out, deactivate, take back in. Nobody deactivates themselves by accident. */
export function Membership({ user, onGone }: Props) {
  const me = useSession().user.id;
  if (user.id === me) return null;
  return (
    <fieldset className={look.group}>
      <legend>
        <Trans>Membership</Trans>
      </legend>
      <div style={{ display: "flex", flexWrap: "wrap", gap: 8 }}>
        {user.state === "invited" ? <Invitation user={user} onGone={onGone} /> : null}
        {user.state === "active" ? <Leaving user={user} /> : null}
        {user.state === "deactivated" ? <ActivateAgain user={user} /> : null}
      </div>
    </fieldset>
  );
}

function Invitation({ user, onGone }: Props) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);

  async function revoke() {
    const revoked = await tried(() => call(revokeInvitation, { id: user.id }));
    if (revoked === undefined) return;
    toast({ message: t`The invitation is taken back.` });
    onGone();
    await refresh();
  }

  async function again() {
    const sent = await tried(() => call(inviteAgain, { id: user.id }));
    if (sent !== undefined) toast({ message: t`A new link is on its way; the old one has ended.` });
    await refresh();
  }

  return (
    <>
      <Button variant="default" size="xs" onClick={() => void again()}>
        <Trans>Send the invitation again</Trans>
      </Button>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        <Trans>Take it back…</Trans>
      </Button>
      <Confirm
        opened={asking}
        title={t`Take back the invitation of ${user.name}?`}
        action={t`Take back`}
        onConfirm={revoke}
        onClose={() => setAsking(false)}
      >
        <Trans>The link in the mail ends at once. {user.email} can be invited again.</Trans>
      </Confirm>
    </>
  );
}

function Leaving({ user }: { user: UserDetails }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <SignOutEverywhere user={user} />
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        <Trans>Deactivate…</Trans>
      </Button>
      <Deactivate user={user} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}

function ActivateAgain({ user: { id, name } }: { user: UserDetails }) {
  const { t } = useLingui();

  async function activate() {
    const saved = await tried(() => call(updateUser, { id, state: "active" }));
    if (!saved) return;
    cache.setQueryData(queries.user(id).queryKey, saved);
    toast({
      message:
        saved.state === "invited"
          ? t`${name} is invited again; a new link is on its way.`
          : t`${name} may come in again.`,
    });
    await refresh();
  }

  return (
    <Button variant="default" size="xs" onClick={() => void activate()}>
      <Trans>Activate again</Trans>
    </Button>
  );
}

/** Undefined for no; the reason is told. */
async function tried<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask();
  } catch (error) {
    toastError(error);
    return undefined;
  }
}

function refresh() {
  return cache.invalidateQueries({ queryKey: queries.users().queryKey });
}
