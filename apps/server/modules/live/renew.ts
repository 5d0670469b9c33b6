/** Rights and sessions end while a socket is open. */
import { isDeepStrictEqual } from "node:util";
import type { Agent, Platform } from "#platform/call.ts";
import type { Keepers } from "#platform/http/entry.ts";
import type { Listener } from "./listener.ts";

export type House = { platform: Platform; keepers: Keepers };

/**
 * Reads anew what a listener may see. Their browser reads everything again when it changed, so only then it is told;
 * with its session the socket ends.
 */
export async function renew(
  { platform, keepers }: House,
  listener: Listener,
): Promise<"same" | "changed" | "ended"> {
  const desk = { id: listener.deskId, name: "" };
  const agent = await keepers.identify(platform, desk, listener.credential);
  if (!agent) {
    listener.close(4401, "signed out");
    return "ended";
  }
  const same = isDeepStrictEqual(sightOf(agent), sightOf(listener.agent));
  listener.agent = agent;
  if (same) return "same";
  listener.send({ kind: "session" });
  return "changed";
}

function sightOf({ rights, teamIds, teammateIds, hiddenPipelineIds }: Agent) {
  return {
    rights,
    teams: teamIds.toSorted(),
    teammates: teammateIds.toSorted(),
    hidden: hiddenPipelineIds.toSorted(),
  };
}
