/** Rights as the API says them and as the columns of `users` keep them. */
import type { Selectable, Updateable } from "kysely";
import type { Rights } from "#contract/people.ts";
import { mayManage } from "#contract/rights.ts";
import type { Agent } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import type { Users } from "#platform/schema.gen.ts";

export type RightsColumns = Pick<
  Selectable<Users>,
  | "super_admin"
  | "account_access"
  | "service_access"
  | "sales_access"
  | "service_seat"
  | "ticket_view"
  | "ticket_view_unassigned"
  | "ticket_edit"
  | "ticket_edit_unassigned"
  | "ticket_delete"
  | "ticket_delete_unassigned"
>;

const everything = { reach: "all", unassigned: true } as const;

/** What a new user may do unless somebody decides otherwise. */
export const agentRights: Rights = {
  superAdmin: false,
  accountAccess: false,
  serviceAccess: true,
  salesAccess: false,
  serviceSeat: true,
  tickets: { view: everything, edit: everything, delete: everything },
};

export const ownerRights: Rights = { ...agentRights, superAdmin: true, accountAccess: true };

/** Who changes settings; a token only with the scope for it. */
export function maySet({ rights, scopes }: Pick<Agent, "rights" | "scopes">): boolean {
  if (scopes !== null && !scopes.includes("settings.write")) return false;
  return mayManage(rights);
}

/** Who reads contacts, companies and deals: everybody at the help desk; a token only with the scope for it. */
export function mayReadRecords({ scopes }: Pick<Agent, "scopes">): boolean {
  return scopes === null || scopes.includes("contacts.read");
}

/** Who reads tickets and what hangs on them, as far as they may see them; a token only with the scope for it. */
export function mayReadTickets({ scopes }: Pick<Agent, "scopes">): boolean {
  return scopes === null || scopes.includes("tickets.read");
}

/** Account Access manages colleagues, not those above it: it neither makes, changes nor locks out a Super Admin. */
export function refuseAboveOwnRights(
  { rights }: Pick<Agent, "rights">,
  user: Pick<RightsColumns, "super_admin">,
  wanted?: Rights,
) {
  if (rights.superAdmin) return;
  if (user.super_admin || wanted?.superAdmin) throw refuse("settings_forbidden");
}

export function rightsOf(row: RightsColumns): Rights {
  return {
    superAdmin: row.super_admin,
    accountAccess: row.account_access,
    serviceAccess: row.service_access,
    salesAccess: row.sales_access,
    serviceSeat: row.service_seat,
    tickets: {
      view: { reach: row.ticket_view, unassigned: row.ticket_view_unassigned },
      edit: { reach: row.ticket_edit, unassigned: row.ticket_edit_unassigned },
      delete: { reach: row.ticket_delete, unassigned: row.ticket_delete_unassigned },
    },
  };
}

export function columnsOf({ tickets, ...rights }: Rights) {
  return {
    super_admin: rights.superAdmin,
    account_access: rights.accountAccess,
    service_access: rights.serviceAccess,
    sales_access: rights.salesAccess,
    service_seat: rights.serviceSeat,
    ticket_view: tickets.view.reach,
    ticket_view_unassigned: tickets.view.unassigned,
    ticket_edit: tickets.edit.reach,
    ticket_edit_unassigned: tickets.edit.unassigned,
    ticket_delete: tickets.delete.reach,
    ticket_delete_unassigned: tickets.delete.unassigned,
  } satisfies Updateable<Users>;
}
