import { findDesk } from "#modules/desks";
import type { Desk } from "#platform/call.ts";
import type { House } from "./house.ts";

/** The desk that a command is for. @throws when there is none, or several and `--desk` does not say which. */
export async function deskOf({ platform }: House, host: string | undefined): Promise<Desk> {
  const desk = await findDesk(platform, host ?? "");
  if (desk) return desk;
  throw new Error(
    host
      ? `No desk answers at ${host}.`
      : "There is no desk yet (run setup), or there are several: say which with --desk HOST.",
  );
}
