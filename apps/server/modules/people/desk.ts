/** The settings of the desk, read and changed by those who may. */
import type { DeskSettings, updateDesk as contract } from "#contract/desk.ts";
import type { InputOf } from "#contract/operation.ts";
import { deskSettings, forgetDesks, holdDeskSettings, keepDeskSettings } from "#modules/desks";
import type { Call } from "#platform/call.ts";
import { publish } from "#platform/events.ts";
import { audit } from "./audit.ts";

export function readDesk({ db, desk }: Call): Promise<DeskSettings> {
  return deskSettings(db, desk.id);
}

export async function updateDesk(
  call: Call,
  { name, commentsOnCalls, spamDays }: InputOf<typeof contract>,
): Promise<DeskSettings> {
  const { db, desk, agent, now } = call;
  const settings = await db.transaction().execute(async (tx) => {
    const before = await holdDeskSettings(tx, desk.id);
    const after = {
      name: name ?? before.name,
      commentsOnCalls: commentsOnCalls ?? before.commentsOnCalls,
      spamDays: spamDays ?? before.spamDays,
    };
    await keepDeskSettings(tx, desk.id, after);
    await audit(tx, call, { kind: "desk.changed", before, after });
    await publish(tx, {
      type: "desk.changed",
      deskId: desk.id,
      at: now,
      ids: {},
      byUserId: agent.id,
    });
    return after;
  });
  forgetDesks(db);
  return settings;
}
