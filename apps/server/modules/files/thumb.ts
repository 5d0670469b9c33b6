import sharp from "sharp";
import type { Call, Download } from "#platform/call.ts";
import { refuse } from "#platform/refusal.ts";
import { type FileRow, readBytes } from "./open.ts";

/** Pixels along the longer side. */
const edge = 400;
/** A small file may unfold into gigabytes: more pixels than this are not opened. */
const pixels = 50_000_000;
const largest = 25 * 1024 * 1024;

/** A small still picture of a picture. @throws Refusal file_not_found for what is none. */
export async function thumbnail(
  call: Call,
  file: FileRow,
): Promise<Pick<Download, "body" | "type" | "inline" | "size">> {
  if (!/^image\/(png|jpeg|gif|webp|avif|tiff)$/.test(file.type) || file.size > largest)
    throw refuse("file_not_found");
  const bytes = await readBytes(call.platform, call.desk.id, file);
  const body = await sharp(bytes, { limitInputPixels: pixels, failOn: "none" })
    .rotate()
    .resize(edge, edge, { fit: "inside", withoutEnlargement: true })
    .webp({ quality: 80 })
    .timeout({ seconds: 5 })
    .toBuffer()
    .catch(() => null);
  if (!body) throw refuse("file_not_found");
  return { body, type: "image/webp", inline: true, size: body.length };
}
