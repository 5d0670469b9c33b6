/** Asking name servers with little time: what does not answer is told as that, and holds nothing else up. */
import { resolve as resolveDns } from "node:dns/promises";
import { setTimeout as wait } from "node:timers/promises";

export type Resolver = (domain: string, type: string) => Promise<string[][] | string[]>;

/** Milliseconds for the policy of the sender's own domain, and as many for everything else. */
const timeLimit = 2000;

/**
 * The name servers of a signature or an envelope may belong to whoever means harm: however slow they are, what the
 * sender's own domain says of its mail is asked in time of its own. Ends with `enough`.
 */
export function inTime(ask: Resolver, from: string, enough: AbortSignal): Resolver {
  const policy = budget(enough);
  const rest = budget(enough);
  return (domain, type) => {
    const late = (isPolicyOf(from, domain) ? policy : rest)();
    return Promise.race([ask(domain, type), late]);
  };
}

/** Begins with the first question. */
function budget(enough: AbortSignal): () => Promise<never> {
  let over: Promise<never> | undefined;
  return () => {
    over ??= wait(timeLimit, undefined, { signal: enough, ref: false }).then(() => {
      throw Object.assign(new Error("no name server answered in time"), { code: "ETIMEOUT" });
    });
    over.catch(() => undefined);
    return over;
  };
}

function isPolicyOf(from: string, asked: string): boolean {
  const name = asked.toLowerCase();
  const domain = name.slice("_dmarc.".length);
  return name.startsWith("_dmarc.") && (from === domain || from.endsWith(`.${domain}`));
}

export async function dns(domain: string, type: string): Promise<string[][] | string[]> {
  return (await resolveDns(domain, type)) as string[][] | string[];
}
