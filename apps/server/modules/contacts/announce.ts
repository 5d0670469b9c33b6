/** Tells that a record reads differently now. */
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { publish } from "#platform/events.ts";

export function announceContact(
  tx: Tx,
  { desk, now, agent }: Pick<Call, "desk" | "now" | "agent">,
  contactId: string,
): Promise<void> {
  const event = { deskId: desk.id, at: now, ids: { contactId }, byUserId: agent.id };
  return publish(tx, { type: "contact.changed", ...event });
}

export function announceCompany(
  tx: Tx,
  { desk, now, agent }: Pick<Call, "desk" | "now" | "agent">,
  companyId: string,
): Promise<void> {
  const event = { deskId: desk.id, at: now, ids: { companyId }, byUserId: agent.id };
  return publish(tx, { type: "company.changed", ...event });
}

/** Tickets read differently too: they have another contact or company. */
export function announceMerge(
  tx: Tx,
  { desk, now, agent }: Pick<Call, "desk" | "now" | "agent">,
  ids: { contactId: string } | { companyId: string },
): Promise<void> {
  const type = "contactId" in ids ? "contact.merged" : "company.merged";
  return publish(tx, { type, deskId: desk.id, at: now, ids, byUserId: agent.id });
}
