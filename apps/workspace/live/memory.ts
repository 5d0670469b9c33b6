import { type Session } from "#contract/people.ts";
import { updateMe } from "#contract/me.ts";
import { call } from "./api.ts";
import { cache } from "./cache.ts";
import { queries } from "./queries.ts";

type Preferences = Session["preferences"];
type Change = { name?: string; preferences?: Partial<Preferences> };

/** Changes me: drawn at once, taken back when the server refuses. */
export async function changeMe(change: Change): Promise<void> {
  const { queryKey } = queries.session();
  const before = cache.getQueryData(queryKey);
  cache.setQueryData(queryKey, (now) => now && changed(now, change));
  try {
    // Whoever leaves the page at once has changed it all the same.
    cache.setQueryData(queryKey, await call(updateMe, change, { keepalive: true }));
  } catch (error) {
    cache.setQueryData(queryKey, before);
    throw error;
  }
}

function changed(session: Session, { name, preferences }: Change): Session {
  return {
    ...session,
    user: { ...session.user, name: name ?? session.user.name },
    preferences: {
      ...session.preferences,
      ...preferences,
      workspace: { ...session.preferences.workspace, ...preferences?.workspace },
    },
  };
}

/** Keeps one thing that another device should know too; opaque to the server. */
export function remember(key: string, value: Preferences["workspace"][string]): Promise<void> {
  return changeMe({ preferences: { workspace: { [key]: value } } });
}
