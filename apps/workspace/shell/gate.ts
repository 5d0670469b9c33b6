import { redirect } from "@tanstack/react-router";
import { type Session } from "#contract/people.ts";
import { readSetup } from "#contract/setup.ts";
import { readTimesIn } from "../kit/zone.ts";
import { call } from "../live/api.ts";
import { cache } from "../live/cache.ts";
import { queries } from "../live/queries.ts";
import { mayWork } from "#contract/rights.ts";

/** Lets through who is signed in; others to sign-in and back, or to set-up while the desk waits for it. */
export async function requireSession(href: string): Promise<void> {
  const session = await cache.ensureQueryData(queries.session());
  if (session) {
    readTimesIn(session.preferences.timeZone);
    return readAhead(session);
  }
  if (await waitsForSetup()) throw redirect({ to: "/setup" });
  throw redirect({ to: "/sign-in", search: href === "/" ? {} : { to: href } });
}

export async function requireSetup(): Promise<void> {
  if (!(await waitsForSetup())) throw redirect({ to: "/" });
}

/** Who is signed in already has nothing to do at sign-in. */
export async function afterSignIn(to: string | undefined): Promise<void> {
  const session = await cache.ensureQueryData(queries.session());
  if (session) throw redirect({ href: ownPath(to) });
  if (await waitsForSetup()) throw redirect({ to: "/setup" });
}

/** Only a path of this site: an address from outside must not lead elsewhere after sign-in. */
export function ownPath(to: string | undefined): string {
  return to && /^\/(?![/\\])/.test(to) && !to.startsWith("/sign-in") ? to : "/";
}

/** What every page of the desk needs, all at once. */
function readAhead({ user }: Session): void {
  if (!mayWork(user.rights)) return;
  void cache.prefetchQuery(queries.views());
  void cache.prefetchQuery(queries.pipelines());
  void cache.prefetchQuery(queries.users());
  void cache.prefetchQuery(queries.teams());
}

async function waitsForSetup(): Promise<boolean> {
  return call(readSetup, {}).then(
    () => true,
    () => false,
  );
}
