import type { ComposedMail } from "#mail/compose.ts";
import { dkimSigner } from "#modules/channels";
import type { Platform } from "#platform/call.ts";

/** What a reader or a program acts on; that one click may stop the mails counts only when it is signed (RFC 8058). */
const signed = [
  ...[
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
  ],
  ...["MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Auto-Submitted"],
  ...["List-Unsubscribe", "List-Unsubscribe-Post"],
];

/** The mail with a DKIM signature of its domain, where that has an active key. */
export async function signMail(
  platform: Platform,
  deskId: string,
  from: string,
  mail: ComposedMail,
): Promise<ComposedMail> {
  const signer = await dkimSigner(platform, deskId, from);
  if (!signer) return mail;
  const { domain: signingDomain, selector, privateKey } = signer;
  const key = { signingDomain, selector, privateKey, algorithm: "rsa-sha256" };
  // Only who signs pays for the library.
  const { dkimSign } = await import("mailauth");
  const { signatures, errors } = await dkimSign(mail.raw, {
    canonicalization: "relaxed/relaxed",
    signTime: platform.clock(),
    headerList: signed,
    // The library's types ask for the key here as well; it signs with those of the list.
    ...key,
    signatureData: [key],
  });
  if (errors.length > 0) throw new Error("a mail could not be signed", { cause: errors[0] });
  return { ...mail, raw: Buffer.concat([Buffer.from(signatures), mail.raw]) };
}
