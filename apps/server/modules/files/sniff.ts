/** What a file is, by its bytes. The sender's word counts only where the bytes do not say, and never for what can act. */
import { fileTypeFromBuffer } from "file-type";

const unknown = "application/octet-stream";

export async function sniffType(head: Buffer, claimed: string | undefined): Promise<string> {
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const claim = plainType(claimed);
  if (!found) return looksLikeText(head) || claim.startsWith("message/") ? claim : believed(claim);
  // Word and its kin are ZIP archives to the first bytes: the claim is the finer answer.
  if (found.mime === "application/zip" && claim.startsWith("application/")) return claim;
  if (found.mime === "application/x-cfb" && claim.startsWith("application/")) return claim;
  return found.mime;
}

/** Bytes that are no picture are not shown as one. */
function believed(claim: string): string {
  return /^(image|audio|video)\//.test(claim) ? unknown : claim;
}

function plainType(claimed: string | undefined): string {
  const type = (claimed ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  return /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,60}$/.test(type) ? type : unknown;
}

function looksLikeText(head: Buffer): boolean {
  return !head.subarray(0, 4096).includes(0);
}
