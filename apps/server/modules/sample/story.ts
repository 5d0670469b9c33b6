/** How the sample's conversations are written down: short words for who said what, and when, counted back from now. */
import type { Priority } from "#contract/common.ts";
import type { ContactKey } from "./customers.ts";
import type { AttachmentKey } from "./attachments.ts";
import type { DealKey } from "./deals.ts";
import type { ChannelKey, TeamKey, UserKey } from "./team.ts";

export type StatusKey = "new" | "waiting on contact" | "waiting on us" | "closed";

export type Story = {
  subject: string;
  by: ContactKey;
  /** Others who take part. */
  cc?: readonly ContactKey[];
  /** The address written to; `support` unless said. */
  to?: ChannelKey;
  language: "en" | "it";
  /** When it began: minutes ago, or days ago at a time of day (UTC). */
  began: number | readonly [days: number, time: `${number}:${number}`];
  status: StatusKey;
  /** Nobody's unless said. */
  owner?: UserKey | TeamKey;
  priority?: Priority;
  category?: string;
  /** Of tickets made by hand, or summed up by an agent. */
  description?: string;
  resolution?: string;
  /** What may be sold: a colleague made a deal of it. */
  deal?: DealKey;
  /** Made by hand by this user, without a mail at the beginning. */
  madeBy?: UserKey;
  /** Nobody has opened it since the customer's last mail. */
  unread?: boolean;
  said: readonly Line[];
};

/** How long after the line before: `20m`, `3h`, `2d`, or several together. */
export type After = string;

export type Line = {
  after: After;
  text: string;
  /** Mail that came as HTML; `text` is then made from it. */
  html?: string;
  files?: readonly AttachmentKey[];
  automatic?: boolean;
} & (
  | { kind: "mail"; who?: ContactKey }
  | { kind: "reply"; who: UserKey }
  | { kind: "comment"; who: UserKey }
);

type Extra = { who?: ContactKey; files?: readonly AttachmentKey[]; automatic?: boolean };

/** The customer writes: first with `asks`, later with `adds`. */
export function asks(text: string, extra: Extra = {}): Line {
  return { kind: "mail", after: "0m", text, ...extra };
}

export function adds(after: After, text: string, extra: Extra = {}): Line {
  return { kind: "mail", after, text, ...extra };
}

/** A mail written in HTML by the customer's program or shop. */
export function sends(after: After, html: string, extra: Extra = {}): Line {
  return { kind: "mail", after, text: "", html, ...extra };
}

export function answers(
  who: UserKey,
  after: After,
  text: string,
  files?: readonly AttachmentKey[],
): Line {
  return { kind: "reply", who, after, text, ...(files ? { files } : {}) };
}

/** An internal comment; `@key` mentions a colleague. */
export function notes(who: UserKey, after: After, text: string): Line {
  return { kind: "comment", who, after, text };
}

export function minutesOf(after: After): number {
  const parts = [...after.matchAll(/(\d+)\s*([dhm])/g)];
  const unit: Record<string, number> = { d: 1440, h: 60, m: 1 };
  return parts.reduce(
    (sum, [, count, letter]) => sum + Number(count) * (unit[letter ?? ""] ?? 0),
    0,
  );
}
