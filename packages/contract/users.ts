import * as z from "zod";
import { Email, Id, Line, Moment, OwnerType, Text } from "./common.ts";
import { nothing, operation, page, paging } from "./operation.ts";
import { Rights, User, UserDetails } from "./people.ts";

/** A kind of access that users are found by; `none` = may not see the help desk. */
export const Role = z.enum([
  "super_admin",
  "account_access",
  "service_access",
  "sales_access",
  "none",
]);
export type Role = z.infer<typeof Role>;

/** A user as settings list them. */
export const ListedUser = UserDetails.extend({
  /** Of somebody who has not come yet: when the newest link was sent and until when it works; null when none is open. */
  invitation: z.object({ sentAt: Moment, expiresAt: Moment }).nullable(),
});
export type ListedUser = z.infer<typeof ListedUser>;

export const findUsers = operation({
  method: "GET",
  path: "/api/v1/users/search",
  does: "Finds users by name or address, role, team and state, with their rights and open invitations.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({
    q: Text(200).trim().optional(),
    role: Role.optional(),
    teamId: Id.optional(),
    state: User.shape.state.optional(),
    ...paging,
  }),
  output: page(ListedUser),
  refusals: ["cursor_invalid"],
});

export const inviteUsers = operation({
  method: "POST",
  path: "/api/v1/invitations",
  does: "Invites several people with the same rights and teams. An address that cannot be invited refuses only itself.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    /** Addresses, also as `Mara Rossi <mara@fiatlux.example>`. */
    people: z.array(Text(400)).min(1).max(50),
    rights: Rights.optional(),
    teamIds: z.array(Id).max(100).default([]),
  }),
  output: z.object({
    /** In the order that they were given. */
    items: z.array(
      z.object({
        given: z.string(),
        user: UserDetails.nullable(),
        refused: z.enum(["not_an_address", "email_taken", "given_twice"]).nullable(),
      }),
    ),
  }),
  refusals: ["team_not_found", "settings_forbidden"],
});

export const revokeInvitation = operation({
  method: "DELETE",
  path: "/api/v1/users/{id}/invitation",
  does: "Takes an invitation back: its link ends and the user is gone.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["user_not_found", "invitation_accepted", "settings_forbidden"],
});

export const countOpenTicketsOf = operation({
  method: "GET",
  path: "/api/v1/users/{id}/open-tickets",
  does: "Counts the open tickets that a user owns, as asked before they are deactivated.",
  needs: "settings",
  scope: "settings.read",
  input: z.object({ id: Id }),
  output: z.object({ count: z.int() }),
  refusals: ["user_not_found"],
});

export const deactivateUser = operation({
  method: "POST",
  path: "/api/v1/users/{id}/deactivation",
  does: "Deactivates a user and hands their open tickets on, both or neither.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    id: Id,
    /** Whose their open tickets are from now on; null = nobody's. Left out: they stay with them. */
    newOwner: z.object({ type: OwnerType, id: Id }).nullable().optional(),
  }),
  output: z.object({ user: UserDetails, movedTickets: z.int() }),
  refusals: [
    "user_not_found",
    "last_super_admin",
    "settings_forbidden",
    "owner_unknown",
    "owner_without_access",
  ],
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
