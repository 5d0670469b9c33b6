/** Whether a mail came signed or encrypted, and by which means: its parts tell. */
import type { Message } from "#contract/messages.ts";

export type Seal = { kind: "signed" | "encrypted"; by: "S/MIME" | "PGP" };

type Told = Pick<Message, "text"> & { attachments: Pick<Message["attachments"][number], "type">[] };

export function sealOf({ text, attachments }: Told): Seal | null {
  const has = (pattern: RegExp) => attachments.some(({ type }) => pattern.test(type));
  if (has(/^application\/pgp-encrypted$/)) return { kind: "encrypted", by: "PGP" };
  // What is only signed was opened when it was read, and lies there as a signature.
  if (has(/^application\/(?:x-)?pkcs7-mime$/)) return { kind: "encrypted", by: "S/MIME" };
  const start = text.slice(0, 20_000);
  if (/^-----BEGIN PGP MESSAGE-----/m.test(start)) return { kind: "encrypted", by: "PGP" };
  if (has(/^application\/(?:x-)?pkcs7-signature$/)) return { kind: "signed", by: "S/MIME" };
  const isSigned =
    has(/^application\/pgp-signature$/) || /^-----BEGIN PGP SIGNED MESSAGE-----/m.test(start);
  return isSigned ? { kind: "signed", by: "PGP" } : null;
}
