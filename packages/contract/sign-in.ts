/** The ways in for somebody who is not signed in, and the way out. */
import * as z from "zod";
import { Line, Locale } from "./common.ts";
import { noInput, nothing, operation } from "./operation.ts";
import { Code, Password, Session } from "./people.ts";

const Token = z.string().max(200);

export const signIn = operation({
  method: "POST",
  path: "/api/v1/session",
  does: "Signs in with e-mail and password, and the code of the second factor where it is on.",
  needs: "nobody",
  input: z.object({ email: z.string().max(254), password: Password, code: Code.optional() }),
  output: Session,
  refusals: ["sign_in_failed", "second_factor_needed", "too_many_attempts"],
});

export const readSession = operation({
  method: "GET",
  path: "/api/v1/session",
  does: "Says who is signed in, with rights and preferences.",
  needs: "account",
  scope: "tickets.read",
  input: noInput,
  output: Session,
  refusals: [],
});

export const signOut = operation({
  method: "DELETE",
  path: "/api/v1/session",
  does: "Signs out: ends this session and its sockets.",
  needs: "account",
  input: noInput,
  output: nothing,
  refusals: [],
});

export const askPasswordReset = operation({
  method: "POST",
  path: "/api/v1/password-resets",
  does: "Sends a link to choose a new password. The answer is the same for unknown addresses.",
  needs: "nobody",
  status: 204,
  input: z.object({ email: z.string().max(254) }),
  output: nothing,
  refusals: ["too_many_attempts"],
});

export const resetPassword = operation({
  method: "POST",
  path: "/api/v1/password-resets/redeem",
  does: "Sets a new password with the token of the mailed link, and ends all sessions.",
  needs: "nobody",
  input: z.object({ token: Token, password: Password }),
  output: nothing,
  refusals: ["link_invalid", "password_weak", "too_many_attempts"],
});

export const lookAtInvitation = operation({
  method: "POST",
  path: "/api/v1/invitations/look",
  does: "Says whom an invitation link is for.",
  needs: "nobody",
  input: z.object({ token: Token }),
  output: z.object({ email: z.string(), name: z.string(), deskName: z.string() }),
  refusals: ["link_invalid", "too_many_attempts"],
});

export const acceptInvitation = operation({
  method: "POST",
  path: "/api/v1/invitations/accept",
  does: "Accepts an invitation: sets name and password, and signs in.",
  needs: "nobody",
  input: z.object({ token: Token, name: Line(100), password: Password, locale: Locale.optional() }),
  output: Session,
  refusals: ["link_invalid", "password_weak", "too_many_attempts"],
});
