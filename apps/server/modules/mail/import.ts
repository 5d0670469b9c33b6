/** Taking old mail from files: quietly, and however often it is done, each mail once. */
import { isMail, splitMbox } from "#mail/mbox.ts";
import type { Platform } from "#platform/call.ts";
import { sizeLimit } from "#platform/smtp/listen.ts";
import { type Delivery, keepMail } from "./keep.ts";
import { gatherRaw } from "./raw.ts";

export type Import = {
  deskId: string;
  channelId: string;
  via: "import" | "upload";
  /** Tickets that it opens are closed from the start. */
  closed: boolean;
};

/** Kept, and left out because of their size or because they are no mail. */
export type Imported = { mails: number; tooLarge: number; notMail: number };

/** Reads an .eml or mbox file and keeps each mail of it, but those over the limit of all doors; jobs read them. */
export async function importFile(
  platform: Platform,
  file: AsyncIterable<Buffer>,
  to: Import,
): Promise<Imported> {
  const imported: Imported = { mails: 0, tooLarge: 0, notMail: 0 };
  for await (const bytes of splitMbox(file)) {
    const sort = sortOf(bytes);
    imported[sort]++;
    if (sort !== "mails") continue;
    const raw = await gatherRaw(platform, bytes, [to.deskId], sizeLimit);
    await keepMail(platform.db, raw, [deliveryOf(to)], platform.clock());
  }
  return imported;
}

/** Whether a part of a file is taken, or why not. */
export function sortOf(bytes: Buffer): keyof Imported {
  if (!isMail(bytes)) return "notMail";
  return bytes.length > sizeLimit ? "tooLarge" : "mails";
}

export function deliveryOf({ deskId, channelId, via, closed }: Import): Delivery {
  return {
    deskId,
    channelId,
    via,
    envelopeFrom: null,
    envelopeTo: [],
    remoteAddress: null,
    quiet: true,
    closed,
  };
}
