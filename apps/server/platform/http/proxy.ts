/** Whom we believe about host, scheme and address: the proxies in front, counted or named. */
import { isIP } from "node:net";
import * as z from "zod";

/** How many proxies a request comes through, or which. `true` is one; 0 believes nobody. */
export type Proxies = number | string[];

export const Proxies = z
  .string()
  .trim()
  .toLowerCase()
  .transform((text, context): Proxies => {
    const hops = words.get(text) ?? (/^\d$/.test(text) ? Number(text) : null);
    if (hops !== null) return hops;
    const named = text.split(",").map((one) => one.trim());
    if (named.every(isNetwork)) return named;
    context.addIssue("expected true, false, a number of proxies, or their addresses");
    return z.NEVER;
  });

/**
 * Counted from the nearest: entries of X-Forwarded-For beyond the known proxies are what a client wrote, and believing
 * them would let everybody choose the address that attempts are counted by.
 */
export function believes(proxies: Proxies) {
  if (typeof proxies !== "number") return proxies;
  return proxies === 0 ? false : (_address: string, hop: number) => hop < proxies;
}

const words = new Map([
  ["true", 1],
  ["false", 0],
]);

function isNetwork(text: string): boolean {
  if (["loopback", "linklocal", "uniquelocal"].includes(text)) return true;
  const [address = "", bits, ...rest] = text.split("/");
  const kind = isIP(address);
  if (kind === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128));
}
