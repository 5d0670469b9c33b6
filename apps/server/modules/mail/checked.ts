import type { Trust, Verdict } from "#contract/trust.ts";

/** The verdict and what it rests on. `by` is the mail server that wrote it down; null = we looked ourselves. */
export type Checked = Pick<Trust, "by" | "spf" | "dkim" | "dmarc" | "arc"> & { verdict: Verdict };
