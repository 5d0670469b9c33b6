/** How long the reading of mailboxes waits, and for what. */
export type Patience = {
  /** Milliseconds between two looks for new or changed channels. */
  lookEvery: number;
  /** Milliseconds between two looks into a mailbox whose server does not tell. */
  pollEvery: number;
  /** Milliseconds of failing after which a channel says so. */
  failingAfter: number;
  /** Milliseconds before the first new try; doubles up to five minutes. */
  retryAfter: number;
};

export const usual: Patience = {
  lookEvery: 3000,
  pollEvery: 60_000,
  failingAfter: 10 * 60_000,
  retryAfter: 2000,
};
