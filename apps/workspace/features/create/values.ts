import type { Priority } from "#contract/common.ts";
import type { PropertyValues } from "#contract/properties.ts";
import type { Came, PullRange } from "#contract/tickets.ts";

/** `pull` = how much of what happened with it before comes onto the ticket's timeline. */
export type Picked = { id: string; name: string; pull?: PullRange | null };
export type Person = Picked & {
  email: string | null;
  companyId?: string | null;
  companyName?: string | null;
};

/** What the form for a new ticket holds. */
export type Values = {
  name: string;
  pipelineId: string | null;
  statusId: string | null;
  contacts: Person[];
  company: Picked | null;
  owner: { type: "user" | "team"; id: string } | null;
  /** null = by hand. */
  source: Came | null;
  priority: Priority | null;
  category: string;
  description: string;
  resolution: string;
  /** Properties that the desk defined. */
  own: PropertyValues;
};

export const empty: Values = {
  name: "",
  pipelineId: null,
  statusId: null,
  contacts: [],
  company: null,
  owner: null,
  source: null,
  priority: null,
  category: "",
  description: "",
  resolution: "",
  own: {},
};
