/** How far a mail can be trusted: what was checked, what was found, and what it may do. */
import * as z from "zod";

/**
 * `unverified`: nothing proves it and nothing speaks against it. `unchecked`: the name servers did not answer in time, so
 * it counts for no more than `failed`.
 */
export const Verdict = z.enum(["verified", "unverified", "failed", "unchecked"]);
export type Verdict = z.infer<typeof Verdict>;

/** What asks for a sender who may be believed to be themselves. */
export function mayBeSomebodyElse(verdict: Verdict | null): boolean {
  return verdict === "failed" || verdict === "unchecked";
}

/** `domain`: of which domain it speaks. */
const Result = z.object({ result: z.string(), domain: z.string().nullable() });
export type CheckResult = z.infer<typeof Result>;

export const Trust = z.object({
  /** Whose word it is: null = checked by this installation, else the name of the mail server that wrote it down. */
  by: z.string().nullable(),
  spf: Result.nullable(),
  dkim: Result.nullable(),
  dmarc: Result.nullable(),
  /** A chain of forwarders vouches for what they saw. */
  arc: Result.nullable(),
  /** Nobody wrote from this address before. */
  firstSeen: z.boolean(),
  /** The sender's domain is made to be taken for `of`. */
  lookalike: z.object({ domain: z.string(), of: z.string() }).nullable(),
  /** An answer would go to another domain than the mail came from. */
  replyTo: z.string().nullable(),
  /** The name that it shows is a colleague's, or an address that it did not come from. */
  pretends: z.object({ kind: z.enum(["colleague", "address"]), name: z.string() }).nullable(),
  /** It starts nothing by itself: no ticket moves, nobody joins, no automatic answer. */
  risky: z.boolean(),
});
export type Trust = z.infer<typeof Trust>;
