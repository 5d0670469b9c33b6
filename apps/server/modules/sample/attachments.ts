/** The sample's files: small, but real ones. */
import { readFile } from "node:fs/promises";
import type { Platform } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { nameFiles, storeFile } from "#modules/files";

export type AttachmentKey = keyof typeof attachments;

const attachments = {
  gauge: { file: "gauge.png", name: "pressure gauge.png", type: "image/png" },
  portafilter: { file: "portafilter.png", name: "IMG_2381.png", type: "image/png" },
  label: { file: "label.png", name: "targhetta.png", type: "image/png" },
  invoice: { file: "invoice.pdf", name: "Fattura 2214.pdf", type: "application/pdf" },
  guide: { file: "guide.pdf", name: "Descaling guide.pdf", type: "application/pdf" },
} as const satisfies Record<string, { file: string; name: string; type: string }>;

export type Kept = Map<AttachmentKey, { id: string; name: string }>;

/** Keeps each file once: many messages may carry it. */
export async function keepAttachments(
  platform: Platform,
  tx: Tx,
  deskId: string,
  now: Date,
): Promise<Kept> {
  const kept: Kept = new Map();
  for (const [key, { file, name, type }] of Object.entries(attachments)) {
    const bytes = await readFile(new URL(`files/${file}`, import.meta.url));
    const stored = await storeFile(platform, deskId, { name, type, bytes });
    const naming = { uploadedBy: null, now, linked: true };
    for (const { id } of await nameFiles(tx, deskId, [stored], naming))
      kept.set(key as AttachmentKey, { id, name });
  }
  return kept;
}
