/** Founding an installation's first desk: whole, with its owner, or not at all. */
import { foundDesk, isFounded, lockFounding } from "#modules/desks";
import { foundOwner, hashPassword, refuseWeakPassword } from "#modules/people";
import { foundPipeline } from "#modules/pipelines";
import type { Desk, Platform } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { loadSample } from "./load.ts";

export type Founding = {
  deskName: string;
  name: string;
  email: string;
  password: string;
  sample: boolean;
  locale: "en" | "it";
  timeZone?: string | undefined;
};

/** Of two at once, one founds the desk. @throws Refusal setup_done, password_weak */
export async function foundInstallation(
  platform: Platform,
  { deskName, password, sample, ...owner }: Founding,
  now: Date,
): Promise<{ desk: Desk; ownerId: string }> {
  refuseWeakPassword(password, owner);
  const passwordHash = await hashPassword(password);
  return platform.db.transaction().execute(async (tx) => {
    await lockFounding(tx);
    if (await isFounded(tx)) throw refuse("setup_done");
    const desk = await foundDesk(tx, { name: deskName, now, sample });
    const { id: ownerId } = await foundOwner(tx, desk, { ...owner, passwordHash, now });
    const pipeline = await foundPipeline(tx, desk.id);
    if (sample)
      await loadSample(platform, tx, { desk, ownerId, ownerName: owner.name, pipeline, now });
    return { desk, ownerId };
  });
}
