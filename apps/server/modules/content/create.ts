/** Rows of snippets and templates as they are first written: by people, and by the sample desk. */
import type { Tx } from "#platform/db.ts";
import { newId } from "#platform/id.ts";
import { bodyOf } from "./body.ts";

type Made = { name: string; html: string; createdBy: string | null; now: Date };

export async function createSnippetDirectly(
  tx: Tx,
  deskId: string,
  { shortcut, ...made }: Made & { shortcut: string },
): Promise<{ id: string }> {
  const row = { ...rowOf(deskId, made), shortcut };
  await tx.insertInto("snippets").values(row).execute();
  return row;
}

export async function createTemplateDirectly(
  tx: Tx,
  deskId: string,
  { subject, ...made }: Made & { subject: string },
): Promise<{ id: string }> {
  const row = { ...rowOf(deskId, made), subject };
  await tx.insertInto("templates").values(row).execute();
  return row;
}

function rowOf(deskId: string, { name, html, createdBy, now }: Made) {
  return {
    desk_id: deskId,
    id: newId(now.getTime()),
    name,
    html: bodyOf(html),
    created_by: createdBy,
    created_at: now,
    updated_at: now,
  };
}
