/** What rights come to, by one rule for the server and for what the workspace shows. */
import type { Rights } from "./people.ts";

/** Works in the help desk at all: operations that need `service`. */
export function mayWork({ superAdmin, serviceAccess, salesAccess }: Rights): boolean {
  return superAdmin || serviceAccess || salesAccess;
}

/** Has the settings of the desk: operations that need `settings`. */
export function mayManage({ superAdmin, accountAccess }: Rights): boolean {
  return superAdmin || accountAccess;
}
