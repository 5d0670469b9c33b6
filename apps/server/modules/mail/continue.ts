import type { WorkKind } from "#contract/mail-works.ts";
import type { Work } from "#platform/call.ts";
import { continueImport } from "./import-work.ts";
import { continueReconcile } from "./reconcile.ts";
import { continueReread } from "./reread.ts";
import { workById, type WorkRow } from "./work.ts";

const continues: Record<WorkKind, (work: Work, row: WorkRow) => Promise<void>> = {
  reread: continueReread,
  import: continueImport,
  reconcile: continueReconcile,
};

/** The job of a long work: it goes on where it stands, unless it is over. */
export async function continueWork(work: Work, workId: string): Promise<void> {
  const row = await workById(work.db, work.deskId, workId);
  if (row.state === "running" || row.state === "applying") await continues[row.kind](work, row);
}
