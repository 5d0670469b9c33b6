import type { Desk } from "../../live/drafts.ts";
import { isBlank } from "../../live/writing.ts";
import { type Addresses, isAddress } from "./recipients.ts";

/** What keeps this draft from being sent; null = nothing. */
export function obstacle(desk: Desk, { to, cc, bcc }: Addresses, waiting: boolean) {
  if (desk.kind === "reply" && isBlank(desk.writing)) return "blank";
  if (waiting) return "uploading";
  if (to.length === 0) return "nobody";
  return [...to, ...cc, ...bcc].every((box) => isAddress(box.address)) ? null : "address";
}
