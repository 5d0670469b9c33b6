/** Who comes, and what each may see and touch of tickets: written by hand, like all that the matrix expects. */

/** Everybody who may come: what they hold is said once, in `scene.ts`. */
export const roles = [
  "anonymous",
  "everything",
  "team",
  "own",
  "own and nobody's",
  "none",
  "reader",
  "no service",
  "sales only",
  "account access",
  "super admin",
] as const;
export type Role = (typeof roles)[number];

/** Tickets by owner: me, somebody of my team, my team, somebody else, nobody; and somebody else's that I am let see. */
export const kinds = ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"] as const;
export type Kind = (typeof kinds)[number];

/** What each role may see of tickets. A string is the answer of the door: they do not get that far. */
export const sees: Record<Role, readonly Kind[] | string> = {
  anonymous: "signed_out",
  everything: ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  team: ["mine", "mate's", "team's", "shared"],
  own: ["mine", "shared"],
  "own and nobody's": ["mine", "nobody's", "shared"],
  none: ["shared"],
  reader: ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  "no service": "workspace_forbidden",
  "sales only": ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  "account access": "workspace_forbidden",
  "super admin": ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
};

/** Of what it sees, what each role may change. */
export const edits: Record<Role, readonly Kind[]> = {
  anonymous: [],
  everything: ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  team: ["mine", "mate's", "team's"],
  own: ["mine"],
  "own and nobody's": ["mine", "nobody's"],
  none: [],
  reader: ["mine"],
  "no service": [],
  "sales only": ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  "account access": [],
  "super admin": ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
};

/** Of what it sees, what each role may delete and take back. */
export const deletes: Record<Role, readonly Kind[]> = {
  anonymous: [],
  everything: ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  team: ["mine", "mate's", "team's"],
  own: ["mine"],
  "own and nobody's": ["mine", "nobody's"],
  none: [],
  reader: [],
  "no service": [],
  "sales only": ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
  "account access": [],
  "super admin": ["mine", "mate's", "team's", "stranger's", "nobody's", "shared"],
};

/** What the doors say to each role where no ticket is involved; null lets it pass. */
export const doors: Record<
  "open" | "account" | "service" | "settings",
  Record<Role, string | null>
> = {
  open: {
    anonymous: null,
    everything: null,
    team: null,
    own: null,
    "own and nobody's": null,
    none: null,
    reader: null,
    "no service": null,
    "sales only": null,
    "account access": null,
    "super admin": null,
  },
  account: {
    anonymous: "signed_out",
    everything: null,
    team: null,
    own: null,
    "own and nobody's": null,
    none: null,
    reader: null,
    "no service": null,
    "sales only": null,
    "account access": null,
    "super admin": null,
  },
  service: {
    anonymous: "signed_out",
    everything: null,
    team: null,
    own: null,
    "own and nobody's": null,
    none: null,
    reader: null,
    "no service": "workspace_forbidden",
    "sales only": null,
    "account access": "workspace_forbidden",
    "super admin": null,
  },
  settings: {
    anonymous: "signed_out",
    everything: "settings_forbidden",
    team: "settings_forbidden",
    own: "settings_forbidden",
    "own and nobody's": "settings_forbidden",
    none: "settings_forbidden",
    reader: "settings_forbidden",
    "no service": "settings_forbidden",
    "sales only": "settings_forbidden",
    "account access": null,
    "super admin": null,
  },
};
