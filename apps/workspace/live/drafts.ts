import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import type { Problem } from "#contract/refusals.ts";
import type { Ticket } from "#contract/tickets.ts";
import type { Draft, DraftKind } from "#contract/drafts.ts";
import { cache } from "./cache.ts";
import { eraseDraft, putDraft } from "./keep.ts";
import { queries } from "./queries.ts";
import { useSession } from "./session.ts";
import { draftKey, shelve, shelved, unshelve } from "./shelf.ts";
import { store, useStore } from "./store.ts";
import { isBlank, nothingWritten, sameWriting, type Writing, writingOf } from "./writing.ts";

/** `offline` = kept in this browser until the server answers again; `refused` = until something else is written. */
export type DraftState =
  | "blank"
  | "typing"
  | "saving"
  | "saved"
  | "offline"
  | "refused"
  | "conflict";

/** What this tab has of one draft. */
export type Desk = {
  readonly number: number;
  readonly kind: DraftKind;
  readonly key: string;
  writing: Writing;
  state: DraftState;
  /** The server's version this writing grew from; 0 = the server has none. */
  version: number;
  /** What another tab or device saved meanwhile. */
  theirs: Draft | null;
  /** Why the server did not take it, in the state `refused`. */
  refusal?: Problem;
  /** Grows when the text was changed by something else than the editor. */
  edition: number;
  /** The id that the reply will have: the same however often it is sent. */
  sendId: string;
};

const desks = store<ReadonlyMap<string, Desk>>(new Map());
const pause = 600;
const patience = 3000;
const again = 4000;
const timers = new Map<string, { soon: ReturnType<typeof setTimeout>; began: number }>();
const saving = new Map<string, Promise<void>>();

/** My draft of this kind on this ticket, loaded from the server and from this browser; undefined for a moment. */
export function useDraft(
  { number, hasDraft }: Pick<Ticket, "number" | "hasDraft">,
  kind: DraftKind,
): Desk | undefined {
  const key = draftKey(useSession().user.id, number, kind);
  const desk = useStore(desks).get(key);
  const enabled = hasDraft || (desk?.version ?? 0) > 0;
  const { data, isError } = useQuery({ ...queries.draft(number, kind), enabled });
  useEffect(() => {
    if (enabled && (data !== undefined || isError)) arrived({ key, number, kind }, data ?? null);
    else if (!enabled && !deskAt(key)) begin({ key, number, kind }, null);
  }, [key, number, kind, data, isError, enabled]);
  return desk;
}

/** The draft as it is now, for what happens outside of drawing. */
export function deskAt(key: string): Desk | undefined {
  return desks.get().get(key);
}

/** Takes what was typed or chosen: kept in this browser at once, on the server as soon as the typing pauses. */
export function write(
  key: string,
  change: Partial<Writing>,
  from: "editor" | "outside" = "outside",
) {
  const desk = deskAt(key);
  if (!desk) return;
  const writing = { ...desk.writing, ...change };
  if (sameWriting(writing, desk.writing) && writing.seenMessageId === desk.writing.seenMessageId)
    return;
  const { conflict, state } = { conflict: desk.state === "conflict", state: "typing" as const };
  const edition = from === "outside" && change.html !== undefined ? desk.edition + 1 : desk.edition;
  put(key, { writing, edition, ...(conflict ? {} : { state }) });
  shelve(key, { writing, version: desk.version, sendId: desk.sendId });
  if (!conflict) saveSoon(key);
}

/** Empties the desk and the server's copy. Returns what was there, for undo. */
export function discard(key: string): Writing | null {
  const desk = deskAt(key);
  if (!desk) return null;
  const { writing, number, kind, version } = desk;
  clear(key);
  if (version > 0) void after(key, () => eraseDraft(number, kind, version));
  return writing;
}

/** Empties the desk in this browser only: the server lets go of a draft by itself when it is sent. */
export function clear(key: string) {
  const desk = deskAt(key);
  if (!desk) return;
  forgetTimer(key);
  unshelve(key);
  const fresh = { writing: nothingWritten, state: "blank" as const, version: 0, theirs: null };
  put(key, { ...fresh, edition: desk.edition + 1, sendId: crypto.randomUUID() });
  cache.setQueryData(queries.draft(desk.number, desk.kind).queryKey, null);
}

/** Puts a writing back as it was: after an undo, or when sending was refused. */
export function restore(
  key: string,
  writing: Writing,
  keep: Partial<Pick<Desk, "version" | "sendId">> = {},
) {
  const desk = deskAt(key);
  if (!desk) return;
  put(key, { ...keep, writing, state: "typing", theirs: null, edition: desk.edition + 1 });
  shelve(key, {
    writing,
    version: keep.version ?? desk.version,
    sendId: keep.sendId ?? desk.sendId,
  });
  saveSoon(key);
}

/** Ends a conflict: `mine` overwrites what the other device saved, `theirs` takes it over. */
export function settle(key: string, choice: "mine" | "theirs") {
  const desk = deskAt(key);
  if (!desk?.theirs) return;
  if (choice === "theirs") return adopt(desk, desk.theirs);
  put(key, { version: desk.theirs.version, theirs: null, state: "typing" });
  void saveNow(key);
}

/** Waits until no save is under way and stops the next one, so that sending is the last word on a draft. */
export async function quiet(key: string): Promise<void> {
  forgetTimer(key);
  await saving.get(key)?.catch(() => undefined);
}

/** Sends what waits to the server at once; `keepalive` when the page is going away. */
export function saveEverything(keepalive: boolean) {
  for (const key of timers.keys()) void saveNow(key, keepalive);
}

/** Saves what this tab has of a ticket's draft now, and waits for it. */
export async function flush(number: number, kind: DraftKind): Promise<void> {
  const keys = [...desks.get().values()]
    .filter((desk) => desk.number === number && desk.kind === kind)
    .map((desk) => desk.key);
  await Promise.all(
    keys.map((key) => (timers.has(key) ? saveNow(key) : (saving.get(key) ?? Promise.resolve()))),
  );
}

/** What the server has, told by a query: first load, another tab, another device. */
function arrived(at: Pick<Desk, "key" | "number" | "kind">, draft: Draft | null) {
  const desk = deskAt(at.key);
  if (!desk) return begin(at, draft);
  const version = draft?.version ?? 0;
  if (version === desk.version || timers.has(at.key) || saving.has(at.key)) return;
  if (draft && version < desk.version) return;
  if (desk.state === "conflict" && draft) return put(at.key, { theirs: draft });
  if (desk.state !== "blank" && desk.state !== "saved") return;
  if (draft) return adopt(desk, draft);
  put(at.key, {
    writing: nothingWritten,
    state: "blank",
    version: 0,
    theirs: null,
    edition: desk.edition + 1,
  });
}

function begin(at: Pick<Desk, "key" | "number" | "kind">, draft: Draft | null) {
  const local = shelved(at.key);
  const version = draft?.version ?? 0;
  const base = { ...at, theirs: null, edition: 0, sendId: local?.sendId ?? crypto.randomUUID() };
  const fromServer: Desk = draft
    ? { ...base, writing: writingOf(draft), state: "saved", version }
    : { ...base, writing: nothingWritten, state: "blank", version: 0 };
  if (!local || (draft && sameWriting(local.writing, fromServer.writing))) {
    unshelve(at.key);
    return put(at.key, fromServer);
  }
  const mine: Desk = {
    ...base,
    writing: { ...nothingWritten, ...local.writing },
    state: "typing",
    version: local.version,
  };
  if (draft && version !== local.version)
    return put(at.key, { ...mine, state: "conflict", theirs: draft });
  put(at.key, { ...mine, version });
  saveSoon(at.key);
}

function adopt(desk: Desk, draft: Draft) {
  forgetTimer(desk.key);
  unshelve(desk.key);
  const { version } = draft;
  put(desk.key, {
    writing: writingOf(draft),
    state: "saved",
    version,
    theirs: null,
    edition: desk.edition + 1,
  });
}

function put(key: string, change: Partial<Desk>) {
  const desk = deskAt(key);
  const next = { ...desk, ...change };
  if (!isDesk(next)) return;
  desks.set(new Map(desks.get()).set(key, next));
}

function isDesk(desk: Partial<Desk>): desk is Desk {
  return desk.key !== undefined && desk.writing !== undefined;
}

function saveSoon(key: string) {
  const began = timers.get(key)?.began ?? Date.now();
  clearTimeout(timers.get(key)?.soon);
  const wait = Math.max(0, Math.min(pause, began + patience - Date.now()));
  timers.set(key, { began, soon: setTimeout(() => void saveNow(key), wait) });
}

function forgetTimer(key: string) {
  clearTimeout(timers.get(key)?.soon);
  timers.delete(key);
}

function saveNow(key: string, keepalive = false): Promise<void> {
  forgetTimer(key);
  return after(key, () => save(key, keepalive));
}

/** One request at a time for each draft, in order. */
function after(key: string, work: () => Promise<unknown>): Promise<void> {
  const before = saving.get(key) ?? Promise.resolve();
  const turn = before
    .catch(() => undefined)
    .then(work)
    .then(() => undefined)
    .finally(() => {
      if (saving.get(key) === turn) saving.delete(key);
    });
  saving.set(key, turn);
  return turn;
}

async function save(key: string, keepalive: boolean) {
  const desk = deskAt(key);
  if (!desk || desk.state === "conflict" || desk.state === "blank") return;
  const { writing, version, number, kind } = desk;
  if (isBlank(writing)) return letGo(desk);
  put(key, { state: "saving" });
  const answer = await putDraft({ number, kind, writing, version, keepalive });
  const now = deskAt(key);
  if (!now) return;
  // Emptied while it was being saved: then this is what was discarded.
  if (now.state === "blank")
    return "saved" in answer ? eraseDraft(number, kind, answer.saved.version) : undefined;
  if ("saved" in answer) return settled(now, writing, answer.saved);
  if ("theirs" in answer) return put(key, { state: "conflict", theirs: answer.theirs });
  if ("refused" in answer) return put(key, { state: "refused", refusal: answer.refused });
  const gone = "gone" in answer;
  put(key, gone ? { version: 0, state: "typing" } : { state: "offline" });
  if (gone) return saveSoon(key);
  timers.set(key, { began: Date.now(), soon: setTimeout(() => void saveNow(key), again) });
}

function settled(desk: Desk, sent: Writing, draft: Draft) {
  const unchanged = sameWriting(desk.writing, sent);
  put(desk.key, { version: draft.version, state: unchanged ? "saved" : "typing" });
  if (unchanged) unshelve(desk.key);
  else shelve(desk.key, { writing: desk.writing, version: draft.version, sendId: desk.sendId });
}

/** Everything was deleted again: there is no draft any more, but recipients and target stay while one goes on. */
async function letGo(desk: Desk) {
  unshelve(desk.key);
  put(desk.key, { state: "blank", version: 0 });
  if (desk.version > 0) await eraseDraft(desk.number, desk.kind, desk.version);
}
