/** Sending to an address that strangers chose, such as a browser's push service: under the rules of `get`. */
import * as http from "node:http";
import * as https from "node:https";
import { allowed, checked, type Limits, OutboundError } from "./get.ts";

type Letter = { headers: Record<string, string | number>; body: Buffer };
export type PostLimits = Pick<Limits, "milliseconds" | "mayReach" | "lookup"> & {
  /** Also without TLS: for an administrator who lets us into private networks. */
  plain: boolean;
};

/** The status of the answer, whatever it is; redirects are not followed. @throws OutboundError */
export async function post(address: string, letter: Letter, limits: PostLimits): Promise<number> {
  const url = allowed(address, limits);
  if (url.protocol !== "https:" && !limits.plain) throw new OutboundError("address_refused");
  const signal = AbortSignal.timeout(limits.milliseconds);
  try {
    return await send(url, letter, limits, signal);
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (signal.aborted) throw new OutboundError("too_slow");
    throw new OutboundError("unreachable", error instanceof Error ? error.message : "");
  }
}

function send(url: URL, { headers, body }: Letter, limits: PostLimits, signal: AbortSignal) {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise<number>((answered, failed) => {
    request(url, {
      method: "POST",
      signal,
      // A connection of its own: none that was opened under other limits.
      agent: false,
      lookup: checked(limits),
      headers: { ...headers, "user-agent": "Sportello" },
    })
      .on("response", (answer) => {
        answered(answer.statusCode ?? 0);
        // What it says beside its status is of no use here.
        answer.destroy();
      })
      .on("error", failed)
      .end(body);
  });
}
