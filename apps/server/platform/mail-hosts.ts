/** Where the mail of a domain is delivered, as the world's name servers have it. */
import type { MxRecord } from "node:dns";
import { Resolver } from "node:dns/promises";

/** Fails like Node's: `ENOTFOUND` and `ENODATA` say that there is nothing, other codes that nobody could be asked. */
export type ResolveMx = (domain: string) => Promise<MxRecord[]>;

export const resolveMx: ResolveMx = (domain) =>
  new Resolver({ timeout: 2000, tries: 1 }).resolveMx(domain);

/** Fails in the same way. */
export type ResolveTxt = (name: string) => Promise<string[][]>;

export const resolveTxt: ResolveTxt = (name) =>
  new Resolver({ timeout: 3000, tries: 2 }).resolveTxt(name);

/** In the order in which they are tried. Null where no name server answers. */
export async function mailHostsOf(ask: ResolveMx, domain: string): Promise<string[] | null> {
  try {
    const found = await ask(domain);
    return found.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === "ENOTFOUND" || code === "ENODATA" ? [] : null;
  }
}
