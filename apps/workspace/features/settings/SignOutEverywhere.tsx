import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { User } from "#contract/people.ts";
import { endSessionsOfUser } from "#contract/sessions.ts";
import { Confirm } from "../../kit/Confirm.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";

/** For a lost phone or a colleague who left a screen open: ends every session of somebody else. */
export function SignOutEverywhere({ user: { id, name } }: { user: User }) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);

  async function end() {
    try {
      await call(endSessionsOfUser, { id });
      toast({ message: t`${name} is signed out everywhere.` });
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <>
      <Button variant="default" size="xs" onClick={() => setAsking(true)}>
        <Trans>Sign out everywhere…</Trans>
      </Button>
      <Confirm
        opened={asking}
        title={t`Sign ${name} out everywhere?`}
        action={t({ message: "Sign out", context: "another browser" })}
        onConfirm={end}
        onClose={() => setAsking(false)}
      >
        <Trans>
          All their browsers have to sign in again, at once. What they are writing is kept as a
          draft. API tokens go on working.
        </Trans>
      </Confirm>
    </>
  );
}
