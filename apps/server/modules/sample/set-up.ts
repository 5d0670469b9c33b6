/** Set-up in the browser. It exists only until there is a desk. */
import type { OutputOf, InputOf } from "#contract/operation.ts";
import type { Session } from "#contract/people.ts";
import type { readSetup, setUp } from "#contract/setup.ts";
import { isFounded } from "#modules/desks";
import { keepInBrowser, openSession, sessionAnswer } from "#modules/people";
import type { FoundingCall } from "#platform/http/route.ts";
import { refuse } from "#platform/refusal.ts";
import { foundInstallation } from "./found.ts";

export async function sayWhetherNeeded(call: FoundingCall): Promise<OutputOf<typeof readSetup>> {
  await refuseWhenDone(call);
  return { needed: true };
}

/** Whoever comes late learns nothing about what would have been accepted. */
export async function setUpByBrowser(
  call: FoundingCall,
  read: () => InputOf<typeof setUp>,
): Promise<Session> {
  await refuseWhenDone(call);
  const { platform, db, now, door } = call;
  const { desk, ownerId } = await foundInstallation(platform, read(), now);
  const { ip, userAgent: agent } = door;
  const session = { deskId: desk.id, userId: ownerId, now, agent, ip };
  const token = await openSession(db, session);
  keepInBrowser(door, token, now);
  return sessionAnswer(platform, db, desk, ownerId);
}

async function refuseWhenDone({ db, desk }: FoundingCall) {
  if (desk || (await isFounded(db))) throw refuse("setup_done");
}
