import { type Query, replaceEqualDeep, useQuery } from "@tanstack/react-query";
import { type Session } from "#contract/people.ts";
import { readSession } from "#contract/sign-in.ts";
import { listPipelines } from "#contract/pipelines.ts";
import { call } from "./api.ts";
import { cache } from "./cache.ts";
import { queries } from "./queries.ts";

/** Who is signed in. Only for what is drawn behind sign-in; elsewhere ask `queries.session()`. */
export function useSession(): Session {
  const { data } = useQuery(queries.session());
  if (!data) throw new Error("Nobody is signed in.");
  return data;
}

/**
 * Asks who is signed in now, and for everything else again. Nobody is, and sign-in comes over the page by itself;
 * null then, and also while the server cannot be reached.
 */
export async function whoAmI(): Promise<Session | null> {
  const { queryKey } = queries.session();
  const before = cache.getQueryData(queryKey);
  const now = await call(readSession, {}).catch(() => null);
  if (!now || before?.user.id !== now.user.id) return now;
  cache.setQueryData(queryKey, now);
  if (seesTheSame(before, now) && (await keepsPipelines())) void cache.invalidateQueries();
  else forget();
  return now;
}

/** Who sees the tickets of teams may see others as soon as anybody comes or goes. */
function seesTheSame(before: Session, { user }: Session): boolean {
  if (user.rights.tickets.view.reach === "team") return false;
  return replaceEqualDeep(before.user.rights, user.rights) === before.user.rights;
}

/** A pipeline may have been limited to others, with all of its tickets. */
async function keepsPipelines(): Promise<boolean> {
  const { queryKey } = queries.pipelines();
  const before = cache.getQueryData(queryKey)?.items ?? [];
  const now = await call(listPipelines, {}).catch(() => null);
  if (!now) return true;
  cache.setQueryData(queryKey, now);
  const usable = new Set(now.items.flatMap(({ id, mayUse }) => (mayUse ? [id] : [])));
  return before.every(({ id, mayUse }) => !mayUse || usable.has(id));
}

/** What was read may no longer be seen; a failed question would leave it on the screen. */
function forget(): void {
  const predicate = ({ queryKey: [what] }: Query) => !kept.has(String(what));
  cache.removeQueries({ type: "inactive", predicate });
  void cache.resetQueries({ predicate });
}

/** One's own, whatever else one may see. */
const kept = new Set(["session", "draft"]);
