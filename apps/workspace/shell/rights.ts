import type { Rights } from "#contract/people.ts";

/** Who may begin a ticket by writing a mail: it will be their own. */
export function maySend({ superAdmin, tickets }: Rights): boolean {
  return superAdmin || (tickets.view.reach !== "none" && tickets.edit.reach !== "none");
}
