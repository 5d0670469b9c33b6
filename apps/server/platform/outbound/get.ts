/**
 * The one HTTP client for addresses that strangers chose. The address is checked where the connection is made, after
 * DNS: a name that answers differently the second time has no second time.
 */
import { lookup as resolve } from "node:dns";
import * as http from "node:http";
import * as https from "node:https";
import { isIP, type LookupFunction } from "node:net";

export type Limits = {
  bytes: number;
  milliseconds: number;
  redirects: number;
  /** `reachOf` the configuration. */
  mayReach: (address: string) => boolean;
  accept: string;
  /** Of the system, unless a test has one of its own. */
  lookup?: LookupFunction;
};

export type Why = "address_refused" | "too_large" | "too_slow" | "unreachable" | "status";

/** Why nothing came. For the log: whoever gave the address learns nothing of the network behind us. */
export class OutboundError extends Error {
  readonly why: Why;
  constructor(why: Why, detail = "") {
    super(detail ? `${why}: ${detail}` : why);
    this.name = "OutboundError";
    this.why = why;
  }
}

/** @throws OutboundError */
export async function get(address: string, limits: Limits): Promise<Buffer> {
  const signal = AbortSignal.timeout(limits.milliseconds);
  try {
    let url = allowed(address, limits);
    for (let hops = 0; ; hops++) {
      const answer = await ask(url, limits, signal);
      const next = leadOn(answer, url);
      if (!next) return await read(answer, limits);
      if (hops === limits.redirects) throw new OutboundError("status", "too many redirects");
      url = allowed(next, limits);
    }
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    if (signal.aborted) throw new OutboundError("too_slow");
    throw new OutboundError("unreachable", error instanceof Error ? error.message : "");
  }
}

/** A host that is written as an address, in whatever spelling, never meets the lookup: it is checked here. */
export function allowed(address: string, { mayReach }: Pick<Limits, "mayReach">): URL {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol)) throw new OutboundError("address_refused");
  url.username = "";
  url.password = "";
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) && !mayReach(host)) throw new OutboundError("address_refused");
  return url;
}

function ask(url: URL, limits: Limits, signal: AbortSignal): Promise<http.IncomingMessage> {
  const { request } = url.protocol === "https:" ? https : http;
  return new Promise((answered, failed) => {
    request(url, {
      signal,
      // A connection of its own: none that was opened under other limits.
      agent: false,
      lookup: checked(limits),
      headers: { accept: limits.accept, "accept-encoding": "identity", "user-agent": "Sportello" },
    })
      .on("response", answered)
      .on("error", failed)
      .end();
  });
}

/** The lookup of the connection itself: one private address among the answers refuses them all. */
export function checked({
  mayReach,
  lookup = resolve,
}: Pick<Limits, "mayReach" | "lookup">): LookupFunction {
  return (host, options, done) => {
    lookup(host, options, (error, address, family) => {
      const all =
        typeof address === "string" ? [address] : (address ?? []).map((one) => one.address);
      if (!error && !all.every(mayReach)) return done(new OutboundError("address_refused"), "", 0);
      done(error, address, family);
    });
  };
}

/** Where a redirect leads; null for an answer. */
function leadOn(answer: http.IncomingMessage, from: URL): string | null {
  const { statusCode = 0, headers } = answer;
  if (statusCode === 200) return null;
  answer.destroy();
  const to = URL.parse(headers.location ?? "", from.href);
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location && to) return to.href;
  throw new OutboundError("status", String(statusCode));
}

async function read(answer: http.IncomingMessage, { bytes }: Limits): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of answer as AsyncIterable<Buffer>) {
    size += piece.length;
    // Leaving the loop closes the connection.
    if (size > bytes) throw new OutboundError("too_large");
    pieces.push(piece);
  }
  return Buffer.concat(pieces);
}
