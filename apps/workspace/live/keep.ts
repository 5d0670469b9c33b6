import {
  type Draft,
  discardDraft,
  type DraftKind,
  readDraft,
  saveDraft,
} from "#contract/drafts.ts";
import type { Problem } from "#contract/refusals.ts";
import { call, isRefused, problemOf } from "./api.ts";
import { countSoon, ticketChanged } from "./apply.ts";
import { cache } from "./cache.ts";
import { patchTicket } from "./lists.ts";
import { queries } from "./queries.ts";
import type { Writing } from "./writing.ts";

type Save = {
  number: number;
  kind: DraftKind;
  writing: Writing;
  version: number;
  keepalive: boolean;
};
type Answer =
  | { saved: Draft }
  | { theirs: Draft }
  | { gone: true }
  | { away: true }
  | { refused: Problem };

/**
 * Saves a draft on the server. `theirs` = it was changed elsewhere; `gone` = it was sent or discarded elsewhere;
 * `away` = try again later; `refused` = trying again changes nothing.
 */
export async function putDraft({
  number,
  kind,
  writing,
  version,
  keepalive,
}: Save): Promise<Answer> {
  const { queryKey } = queries.draft(number, kind);
  const { attachments, ...text } = writing;
  const attachmentIds = attachments.map((file) => file.id);
  try {
    await cache.cancelQueries({ queryKey });
    const saved = await call(
      saveDraft,
      { ...text, number, kind, version, attachmentIds },
      { keepalive },
    );
    cache.setQueryData(queryKey, saved);
    markDraft(number, kind, text.html);
    if (version === 0) countSoon();
    return { saved };
  } catch (error) {
    if (isRefused(error, "draft_outdated")) return await whatTheyHave(number, kind);
    return withoutDraft(error);
  }
}

/** Only the version that was on this screen: what another tab or device saved since then stays. */
export async function eraseDraft(number: number, kind: DraftKind, version: number) {
  const { queryKey } = queries.draft(number, kind);
  await cache.cancelQueries({ queryKey });
  cache.setQueryData(queryKey, null);
  await call(discardDraft, { number, kind, version }).catch(() =>
    cache.invalidateQueries({ queryKey }),
  );
  ticketChanged(number);
}

async function whatTheyHave(number: number, kind: DraftKind): Promise<Answer> {
  try {
    return { theirs: await call(readDraft, { number, kind }) };
  } catch (error) {
    return isRefused(error, "draft_not_found") ? { gone: true } : withoutDraft(error);
  }
}

/** Nobody answered, the server is in trouble or asks for patience, or one must sign in first: later it may work. */
function withoutDraft(error: unknown): Answer {
  const problem = problemOf(error);
  const later = !problem || problem.status >= 500 || [401, 429].includes(problem.status);
  return later ? { away: true } : { refused: problem };
}

/** The pencil on the ticket and the words in the Drafts view at once; its count follows. */
function markDraft(number: number, kind: DraftKind, html: string) {
  const { body } = new DOMParser().parseFromString(
    html.replaceAll(/<\/(p|li|div)>/g, " "),
    "text/html",
  );
  const preview = (body.textContent ?? "").replaceAll(/\s+/g, " ").trim().slice(0, 200);
  patchTicket(number, { hasDraft: true, draft: { kind, preview } });
}
