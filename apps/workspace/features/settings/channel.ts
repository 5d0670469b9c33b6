import { type Acknowledgement, usualAcknowledgement } from "#contract/acknowledgement.ts";
import type { Channel, createChannel, Imap, Smtp } from "#contract/channels.ts";
import type { Locale } from "#contract/common.ts";
import type { SentTo } from "#contract/operation.ts";

/** How far back a newly connected mailbox is read. */
export type Since = "now" | "7" | "30" | "365" | "day" | "all";

export type ChannelValues = {
  address: string;
  name: string;
  way: "listener" | "imap";
  imap: Omit<Imap, "port"> & { port: number | ""; password: string };
  since: Since;
  /** With `day`: which one, as its field writes it. */
  sinceDay: string;
  fromName: Channel["fromName"];
  signatureHtml: string;
  /** The switch: this address is the default of some teams. */
  isDefault: boolean;
  replyDefaultTeamIds: string[];
  plusAddressing: boolean;
  reopenDays: number | "";
  trustedServers: string[];
  /** By a server of its own, or by the one of the installation. */
  leaves: "installation" | "smtp";
  smtp: Omit<Smtp, "port"> & { port: number | ""; password: string };
  /** The switch: whoever writes first hears at once. */
  acknowledges: boolean;
  acknowledgement: Acknowledgement;
};

const noMailbox = { host: "", port: 993, tls: "implicit", user: "", mailbox: "INBOX" } as const;

const noServer = { host: "", port: 587, tls: "starttls", user: "" } as const;

/** What the form begins with. */
export function valuesOf(channel: Channel | null, locale: Locale): ChannelValues {
  return {
    address: channel?.address ?? "",
    name: channel?.name ?? "",
    way: channel?.imap ? "imap" : "listener",
    imap: { ...(channel?.imap ?? noMailbox), password: "" },
    since: "now",
    sinceDay: "",
    fromName: channel?.fromName ?? "agent_and_desk",
    signatureHtml: channel?.signatureHtml ?? "",
    isDefault: (channel?.replyDefaultTeamIds.length ?? 0) > 0,
    replyDefaultTeamIds: channel?.replyDefaultTeamIds ?? [],
    plusAddressing: channel?.plusAddressing ?? true,
    reopenDays: channel?.reopenDays ?? 14,
    trustedServers: channel?.trustedServers ?? [],
    leaves: channel?.smtp ? "smtp" : "installation",
    smtp: { ...(channel?.smtp ?? noServer), password: "" },
    acknowledges: Boolean(channel?.acknowledgement),
    acknowledgement: channel?.acknowledgement ?? usualAcknowledgement[locale],
  };
}

type Sent = SentTo<typeof createChannel>;

/** What the form sends. The mailbox only when something of it changed: each time it is tried anew. */
export function sentFor(values: ChannelValues, channel: Channel | null): Sent {
  const { address, name, fromName, signatureHtml, plusAddressing, trustedServers } = values;
  const imap = mailboxFor(values, channel);
  const smtp = serverFor(values, channel);
  return {
    address,
    fromName,
    signatureHtml,
    replyDefaultTeamIds: values.isDefault ? values.replyDefaultTeamIds : [],
    plusAddressing,
    trustedServers,
    reopenDays: numberIn(values.reopenDays),
    ...(name.trim() || channel ? { name } : {}),
    ...(imap === undefined ? {} : { imap }),
    ...(smtp === undefined ? {} : { smtp }),
    acknowledgement: values.acknowledges ? values.acknowledgement : null,
  };
}

function serverFor({ leaves, smtp }: ChannelValues, channel: Channel | null): Sent["smtp"] {
  if (leaves === "installation") return channel?.smtp ? null : undefined;
  const { password, port, ...settings } = smtp;
  const wanted = { ...settings, port: numberIn(port) };
  if (channel?.smtp && password === "" && isSameServer(wanted, channel.smtp)) return undefined;
  return { ...wanted, ...(password ? { password } : {}) };
}

function isSameServer(a: Smtp, b: Smtp): boolean {
  return a.host === b.host && a.port === b.port && a.tls === b.tls && a.user === b.user;
}

function mailboxFor(
  { way, imap, since, sinceDay }: ChannelValues,
  channel: Channel | null,
): Sent["imap"] {
  if (way === "listener") return channel?.imap ? null : undefined;
  const { password, port, ...settings } = imap;
  const wanted = { ...settings, port: numberIn(port) };
  if (channel?.imap && password === "" && isSame(wanted, channel.imap)) return undefined;
  const from = channel?.imap ? {} : momentOf(since, sinceDay);
  return { ...wanted, ...from, ...(password || !channel?.imap ? { password } : {}) };
}

/** An emptied field is sent as what the contract refuses, so that the message stands at the field. */
function numberIn(field: number | ""): number {
  return field === "" ? Number.NaN : field;
}

function isSame(a: Imap, b: Imap): boolean {
  return (
    a.host === b.host &&
    a.port === b.port &&
    a.tls === b.tls &&
    a.user === b.user &&
    a.mailbox === b.mailbox
  );
}

/** A day that is not chosen yet is from now on. */
export function momentOf(since: Since, sinceDay: string): { since?: string } {
  const chosen = new Date(`${sinceDay}T00:00`);
  if (since === "day") return Number.isNaN(chosen.getTime()) ? {} : { since: chosen.toISOString() };
  if (since === "now") return {};
  const day = 86_400_000;
  const at = since === "all" ? 0 : Date.now() - Number(since) * day;
  return { since: new Date(at).toISOString() };
}
