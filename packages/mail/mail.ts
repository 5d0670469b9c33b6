/** What a mail is, once read: the shapes that reading, threading, quoting and composing share. */

export type Address = { name: string; address: string };

export type Attachment = {
  name: string;
  /** Lower-case media type without parameters, `application/octet-stream` when the mail does not say. */
  type: string;
  size: number;
  content: Buffer;
  /** Without angle brackets. */
  contentId: string | null;
  /** The HTML really shows it by `cid:`; all others are listed below the message. */
  inline: boolean;
  sha1: string;
};

/** Lower-case name → values in their order, unfolded, encoded words left as they came. */
export type Headers = ReadonlyMap<string, readonly string[]>;

export type ParsedMail = {
  /** With angle brackets, as in `inReplyTo` and `references`. */
  messageId: string | null;
  inReplyTo: string[];
  references: string[];
  from: Address | null;
  sender: Address | null;
  replyTo: Address[];
  to: Address[];
  cc: Address[];
  bcc: Address[];
  subject: string;
  date: Date | null;
  headers: Headers;
  /** The plain text; made from the HTML where the mail has no plain text. */
  text: string;
  /** As it came, decoded to a string but not sanitised: never show it without `sanitizeMail`. */
  html: string | null;
  attachments: Attachment[];
  /** How many leaves of the mail went into `text` and `html`; all others are attachments. */
  shownParts: number;
  /** Why a part was not fully read; the raw mail has the rest. */
  truncated: string | null;
  /** Why nothing but raw text could be read; the other fields hold what was found. */
  unreadable: string | null;
  /** sha256 in hex of From + Date + Subject + decoded parts: equal for two deliveries of one mail. */
  contentHash: string;
};
