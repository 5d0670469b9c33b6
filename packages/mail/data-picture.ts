/** Large pictures that stand in the HTML itself become parts of the mail: a newsletter of five megabytes is mostly these. */
import { createHash } from "node:crypto";
import { type Leaf, madeLeaf } from "./leaf.ts";

const MAX_PICTURES = 200;
/** From this many characters on; smaller ones do no harm where they are. */
const LARGE = /data:image\/(png|jpe?g|gif|webp);base64,([A-Za-z0-9+/=\s]{20000,})/gi;

/** The HTML with references in their places, and the pictures. */
export function takeDataPictures(html: string, around: Leaf): { html: string; pictures: Leaf[] } {
  const pictures: Leaf[] = [];
  if (!/data:image\//i.test(html)) return { html, pictures };
  const without = html.replace(LARGE, (whole, kind: string, base64: string) => {
    if (pictures.length >= MAX_PICTURES) return whole;
    const content = Buffer.from(base64, "base64");
    const contentId = `${createHash("sha1").update(content).digest("hex")}@data.invalid`;
    const type = `image/${kind.toLowerCase().replace("jpg", "jpeg")}`;
    if (!pictures.some((one) => one.contentId === contentId))
      pictures.push(madeLeaf(around, type, content, { contentId, related: true }));
    return `cid:${contentId}`;
  });
  return { html: without, pictures };
}
