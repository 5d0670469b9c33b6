/** Texts are everybody's to use; to change one, it must be mine, or I may change settings. */
import type { Agent } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";

export function mayChange({ id, rights }: Agent, { created_by }: { created_by: string | null }) {
  return created_by === id || rights.superAdmin || rights.accountAccess;
}

/** @throws Refusal content_forbidden */
export function refuseForbidden(agent: Agent, row: { created_by: string | null }) {
  if (!mayChange(agent, row)) throw refuse("content_forbidden");
}
