/** What people change about themselves. */
import * as z from "zod";
import { Line } from "./common.ts";
import { nothing, operation } from "./operation.ts";
import { Code, Password, Preferences, Session } from "./people.ts";

export const updateMe = operation({
  method: "PATCH",
  path: "/api/v1/me",
  does: "Changes my name and preferences.",
  needs: "account",
  input: z.object({ name: Line(100).optional(), preferences: Preferences.partial().optional() }),
  output: Session,
  refusals: [],
});

export const changePassword = operation({
  method: "PUT",
  path: "/api/v1/me/password",
  does: "Changes my password and ends my other sessions.",
  needs: "account",
  input: z.object({ current: Password, password: Password }),
  output: nothing,
  refusals: ["password_wrong", "password_weak", "too_many_attempts"],
});

export const startSecondFactor = operation({
  method: "POST",
  path: "/api/v1/me/totp",
  does: "Makes a secret for an authenticator app. It counts once confirmed by a code.",
  needs: "account",
  input: z.object({ password: Password }),
  output: z.object({ secret: z.string(), uri: z.string() }),
  refusals: ["password_wrong", "second_factor_on", "too_many_attempts"],
});

export const confirmSecondFactor = operation({
  method: "POST",
  path: "/api/v1/me/totp/confirm",
  does: "Turns two-factor sign-in on, ends my other sessions and answers the recovery codes once.",
  needs: "account",
  input: z.object({ code: Code }),
  output: z.object({ recoveryCodes: z.array(z.string()) }),
  refusals: ["code_wrong", "second_factor_on", "second_factor_off", "too_many_attempts"],
});

export const stopSecondFactor = operation({
  method: "POST",
  path: "/api/v1/me/totp/stop",
  does: "Turns two-factor sign-in off.",
  needs: "account",
  input: z.object({ password: Password }),
  output: nothing,
  refusals: ["password_wrong", "second_factor_off", "too_many_attempts"],
});
