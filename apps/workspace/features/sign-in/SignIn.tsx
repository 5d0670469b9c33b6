import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Entrance } from "../../kit/Entrance.tsx";
import type { Credentials } from "./credentials.ts";
import { PasswordStep } from "./PasswordStep.tsx";
import { SecondStep } from "./SecondStep.tsx";

type Props = { onDone: () => void; again?: { email: string } | null };

/** Sign-in. `again` = the session ended while somebody worked; the same page waits behind it. Calls `onDone` when signed in. */
export function SignIn({ onDone, again = null }: Props) {
  const { t } = useLingui();
  const [given, setGiven] = useState<Credentials>({ email: again?.email ?? "", password: "" });
  const [second, setSecond] = useState(false);

  if (second)
    return (
      <Entrance title={t`One more step`} lead={t`Your account asks for a second factor.`}>
        <SecondStep credentials={given} onDone={onDone} onBack={() => setSecond(false)} />
      </Entrance>
    );
  return (
    <Entrance
      title={again ? t`Sign in again` : t`Welcome back`}
      lead={
        again
          ? t`Your session has ended. What you were writing waits for you.`
          : t`Sign in to your desk.`
      }
    >
      <PasswordStep
        credentials={given}
        onDone={onDone}
        onSecondFactor={(credentials) => {
          setGiven(credentials);
          setSecond(true);
        }}
      />
    </Entrance>
  );
}
