import * as z from "zod";
import { Acknowledgement } from "./acknowledgement.ts";
import { Email, Id, Line, Moment, Text } from "./common.ts";
import { noInput, nothing, operation } from "./operation.ts";

/** An IMAP mailbox that a channel reads. The password is never answered. */
export const Imap = z.object({
  host: Line(253),
  port: z.int().min(1).max(65_535).default(993),
  tls: z.enum(["implicit", "starttls", "none"]).default("implicit"),
  user: Line(320),
  mailbox: Line(200).default("INBOX"),
});
export type Imap = z.infer<typeof Imap>;

export const MailProvider = z.enum(["google", "microsoft"]);
export type MailProvider = z.infer<typeof MailProvider>;
/** The server that a channel's mail leaves by. The password is never answered. */
export const Smtp = z.object({
  host: Line(253),
  port: z.int().min(1).max(65_535).default(587),
  tls: z.enum(["implicit", "starttls", "none"]).default("starttls"),
  /** Empty: it asks nobody to sign in. */
  user: Text(320).default(""),
});
export type Smtp = z.infer<typeof Smtp>;

export const Channel = z.object({
  id: Id,
  kind: z.enum(["email"]),
  /** What agents call it. */
  name: z.string(),
  address: z.string(),
  /** From name: agent and desk, or the desk only. */
  fromName: z.enum(["agent_and_desk", "desk"]),
  signatureHtml: z.string(),
  /** Teams whose new replies start with this address. Shows only with the settings right. */
  replyDefaultTeamIds: z.array(Id),
  /** My new replies start with this address. */
  isMyReplyDefault: z.boolean(),
  /** The mail server delivers `address+anything@…` here, so the signed reply address can be used. */
  plusAddressing: z.boolean(),
  /** A customer's answer reopens a closed ticket within this many days; later it becomes a new ticket. */
  reopenDays: z.int(),
  /**
   * The mail servers in front of it whose word about SPF, DKIM and DMARC is believed, by the names they write into
   * Authentication-Results; forwarders whose ARC seal counts. Shows only with the settings right.
   */
  trustedServers: z.array(z.string()),
  imap: Imap.nullable(),
  /** The mailbox is opened by consent instead of a password. Shows only with the settings right. */
  consent: z
    .object({
      provider: MailProvider,
      account: z.string(),
      /** `revoked`: somebody has to connect it again. */
      state: z.enum(["ok", "revoked"]),
      /** When it ends by itself, where the provider says so. */
      endsAt: Moment.nullable(),
    })
    .nullable(),
  /** Mail is taken by HTTP, too. Shows only with the settings right. */
  webhook: z
    .object({
      /** Where it is sent to, on this host. */
      path: z.string(),
      madeAt: Moment,
      /** Until when the secret before is taken, too. */
      previousUntil: Moment.nullable(),
    })
    .nullable(),
  /** Shows only with the settings right. Null: its mail leaves by the server of the installation. */
  smtp: Smtp.nullable(),
  /** What whoever writes first hears at once; null = nothing. */
  acknowledgement: Acknowledgement.nullable(),
  health: z.object({
    state: z.enum(["ok", "connecting", "failing"]),
    error: z.string().nullable(),
    since: Moment.nullable(),
  }),
  createdAt: Moment,
});
export type Channel = z.infer<typeof Channel>;

export const ImapInput = Imap.extend({
  password: Text(1000).min(1).optional(),
  /** Take mail from this moment on; older mail stays quiet. Left out = now. */
  since: Moment.optional(),
});

const SmtpInput = Smtp.extend({ password: Text(1000).min(1).optional() });

const fields = {
  name: Line(100),
  address: Email,
  fromName: z.enum(["agent_and_desk", "desk"]),
  signatureHtml: Text(20_000),
  /** A team has one such address: it is taken from the channel that had it. Empty = off. */
  replyDefaultTeamIds: z.array(Id).max(200),
  plusAddressing: z.boolean(),
  reopenDays: z.int().min(0).max(3650),
  trustedServers: z.array(Line(253).regex(/^[\w.-]+$/)).max(10),
  imap: ImapInput.nullable(),
  smtp: SmtpInput.nullable(),
  acknowledgement: Acknowledgement.nullable(),
};

export const listChannels = operation({
  method: "GET",
  path: "/api/v1/channels",
  does: "Lists the connected channels. Mailbox settings show only with the settings right.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: z.object({
    items: z.array(Channel),
    nextCursor: z.null(),
    /** Where this installation takes mail by SMTP. */
    smtpPort: z.int(),
    /** Whose mailboxes can be connected by consent: this installation is registered with them. */
    mailProviders: z.array(MailProvider),
  }),
  refusals: [],
});

export const createChannel = operation({
  method: "POST",
  path: "/api/v1/channels",
  does: "Connects an e-mail address. From now on its mail becomes tickets.",
  needs: "settings",
  scope: "settings.write",
  status: 201,
  input: z
    .object({ address: fields.address })
    .extend(z.object(fields).omit({ address: true }).partial().shape),
  output: Channel,
  refusals: [
    "address_taken",
    "mailbox_unreachable",
    "smtp_unreachable",
    "too_many_attempts",
    "variable_unknown",
    "team_not_found",
  ],
});

export const updateChannel = operation({
  method: "PATCH",
  path: "/api/v1/channels/{id}",
  does: "Changes a channel.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }).extend(z.object(fields).partial().shape),
  output: Channel,
  refusals: [
    "channel_not_found",
    "address_taken",
    "mailbox_unreachable",
    "smtp_unreachable",
    "too_many_attempts",
    "variable_unknown",
    "team_not_found",
  ],
});

export const deleteChannel = operation({
  method: "DELETE",
  path: "/api/v1/channels/{id}",
  does: "Disconnects a channel. Its tickets stay; its address can be connected again.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["channel_not_found"],
});
