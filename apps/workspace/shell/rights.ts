import type { Rights } from "#contract/people.ts";

/** Who may work in the help desk; the server decides the same. */
export function mayWork(rights: Rights): boolean {
  return rights.superAdmin || rights.serviceAccess || rights.salesAccess;
}

/** Who sees the settings of the desk. */
export function mayManage(rights: Rights): boolean {
  return rights.superAdmin || rights.accountAccess;
}

/** Who may begin a ticket by writing a mail: it will be their own. */
export function maySend({ superAdmin, tickets }: Rights): boolean {
  return superAdmin || (tickets.view.reach !== "none" && tickets.edit.reach !== "none");
}
