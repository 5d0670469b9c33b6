import * as z from "zod";
import { Email, Id, Line, Locale, Moment, Text, Theme } from "./common.ts";
import { noInput, nothing, operation, page, paging, Scope } from "./operation.ts";

export const Reach = z.enum(["all", "team", "own", "none"]);
export type Reach = z.infer<typeof Reach>;
const Allowed = z.object({ reach: Reach, unassigned: z.boolean() });

/** What a user may do. Ticket rights say whose tickets, and with `unassigned` those of nobody too. */
export const Rights = z.object({
  superAdmin: z.boolean(),
  accountAccess: z.boolean(),
  serviceAccess: z.boolean(),
  salesAccess: z.boolean(),
  serviceSeat: z.boolean(),
  tickets: z.object({ view: Allowed, edit: Allowed, delete: Allowed }),
});
export type Rights = z.infer<typeof Rights>;

export const User = z.object({
  id: Id,
  name: z.string(),
  email: z.string(),
  state: z.enum(["invited", "active", "deactivated"]),
  teamIds: z.array(Id),
});
export type User = z.infer<typeof User>;

/** A user as settings show them. */
export const UserDetails = User.extend({
  rights: Rights,
  secondFactor: z.boolean(),
  createdAt: Moment,
  lastSeenAt: Moment.nullable(),
});
export type UserDetails = z.infer<typeof UserDetails>;

export const Team = z.object({ id: Id, name: z.string(), memberIds: z.array(Id) });
export type Team = z.infer<typeof Team>;

/** What users set for themselves, kept on the server, so that another device looks the same. */
export const Preferences = z.object({
  locale: Locale.nullable(),
  timeZone: z.string().max(60).nullable(),
  theme: Theme,
  signatureHtml: Text(20_000),
  /**
   * Memory of the workspace (pane sizes, collapsed panels, dismissed hints): opaque, 8 kB at most. A change names only
   * the keys that it sets; the others stay.
   */
  workspace: z.record(z.string().max(60), z.json()),
});
export type Preferences = z.infer<typeof Preferences>;

export const Session = z.object({
  user: UserDetails,
  preferences: Preferences,
  desk: z.object({ id: Id, name: z.string() }),
  /** True while mail stays on this machine in the outbox preview. */
  outboxPreview: z.boolean(),
  version: z.string(),
});
export type Session = z.infer<typeof Session>;

const Password = Text(200).min(1);
const Code = z.string().trim().max(20);
const Token = z.string().max(200);

export const readSetup = operation({
  method: "GET",
  path: "/api/v1/setup",
  does: "Says that the desk waits to be set up. Answers 404 for ever afterwards.",
  needs: "nobody",
  input: noInput,
  output: z.object({ needed: z.literal(true) }),
  refusals: ["setup_done"],
});

export const setUp = operation({
  method: "POST",
  path: "/api/v1/setup",
  does: "Founds the desk and its owner, and signs the owner in.",
  needs: "nobody",
  input: z.object({
    deskName: Line(100),
    name: Line(100),
    email: Email,
    password: Password,
    sample: z.boolean().default(false),
    locale: Locale.default("en"),
    timeZone: z.string().max(60).optional(),
  }),
  output: Session,
  refusals: ["setup_done", "password_weak"],
});

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

export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  /** The first characters, to recognise it by. */
  prefix: z.string(),
  scopes: z.array(Scope),
  createdAt: Moment,
  lastUsedAt: Moment.nullable(),
  expiresAt: Moment.nullable(),
});
export type ApiToken = z.infer<typeof ApiToken>;

export const listTokens = operation({
  method: "GET",
  path: "/api/v1/tokens",
  does: "Lists my API tokens.",
  needs: "account",
  input: z.object(paging),
  output: page(ApiToken),
  refusals: ["cursor_invalid"],
});

export const createToken = operation({
  method: "POST",
  path: "/api/v1/tokens",
  does: "Makes an API token with my rights cut down to the scopes. The token itself is answered only now.",
  needs: "account",
  status: 201,
  input: z.object({
    name: Line(100),
    scopes: z.array(Scope).min(1),
    expiresAt: Moment.nullable().default(null),
  }),
  output: ApiToken.extend({ token: z.string() }),
  refusals: [],
});

export const revokeToken = operation({
  method: "DELETE",
  path: "/api/v1/tokens/{id}",
  does: "Revokes one of my API tokens.",
  needs: "account",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["token_not_found"],
});

export const listUsers = operation({
  method: "GET",
  path: "/api/v1/users",
  does: "Lists the users, by name, also those invited or deactivated: their names stand on tickets.",
  needs: "account",
  scope: "tickets.read",
  input: z.object(paging),
  output: page(User),
  refusals: ["cursor_invalid"],
});

export const readUser = operation({
  method: "GET",
  path: "/api/v1/users/{id}",
  does: "Reads a user with rights, for settings.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({ id: Id }),
  output: UserDetails,
  refusals: ["user_not_found"],
});

export const inviteUser = operation({
  method: "POST",
  path: "/api/v1/users",
  does: "Invites a user by mail. Without `rights`: Service access, Service seat, all tickets.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({
    email: Email,
    name: Line(100),
    rights: Rights.optional(),
    teamIds: z.array(Id).max(100).default([]),
  }),
  output: UserDetails,
  refusals: ["email_taken", "team_not_found", "settings_forbidden"],
});

export const inviteAgain = operation({
  method: "POST",
  path: "/api/v1/users/{id}/invitation",
  does: "Sends the invitation again with a new link; the old one ends.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["user_not_found", "invitation_accepted"],
});

export const updateUser = operation({
  method: "PATCH",
  path: "/api/v1/users/{id}",
  does: "Changes a user. New rights hold at once; deactivating ends sessions, sockets and tokens.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    id: Id,
    name: Line(100).optional(),
    rights: Rights.optional(),
    teamIds: z.array(Id).max(100).optional(),
    state: z.enum(["active", "deactivated"]).optional(),
  }),
  output: UserDetails,
  refusals: ["user_not_found", "team_not_found", "last_super_admin"],
});

export const listTeams = operation({
  method: "GET",
  path: "/api/v1/teams",
  does: "Lists the teams by name.",
  needs: "account",
  scope: "tickets.read",
  input: z.object(paging),
  output: page(Team),
  refusals: ["cursor_invalid"],
});

export const createTeam = operation({
  method: "POST",
  path: "/api/v1/teams",
  does: "Makes a team.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z.object({ name: Line(100), memberIds: z.array(Id).max(1000).default([]) }),
  output: Team,
  refusals: ["name_taken", "user_not_found"],
});

export const updateTeam = operation({
  method: "PATCH",
  path: "/api/v1/teams/{id}",
  does: "Renames a team or sets its members.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    id: Id,
    name: Line(100).optional(),
    memberIds: z.array(Id).max(1000).optional(),
  }),
  output: Team,
  refusals: ["team_not_found", "name_taken", "user_not_found"],
});

export const deleteTeam = operation({
  method: "DELETE",
  path: "/api/v1/teams/{id}",
  does: "Deletes a team. Its tickets become unassigned.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["team_not_found"],
});
