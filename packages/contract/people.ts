/** Who works at the desk, and what they may do. */
import * as z from "zod";
import { Id, Locale, Moment, Text, Theme } from "./common.ts";

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

export const Password = Text(200).min(1);

export const Code = z.string().trim().max(20);
