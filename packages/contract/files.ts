import * as z from "zod";
import { Id } from "./common.ts";
import { bytes, noInput, operation } from "./operation.ts";

export const File = z.object({
  id: Id,
  name: z.string(),
  /** Bytes. */
  size: z.int(),
  /** Sniffed from the bytes, not believed from the sender. */
  type: z.string(),
});
export type File = z.infer<typeof File>;

export const uploadFile = operation({
  method: "POST",
  path: "/api/v1/files",
  does: "Keeps one uploaded file (multipart field `file`, 25 MB at most) for 48 hours, until something uses it.",
  needs: "service",
  scope: "tickets.write",
  orScope: "contacts.write",
  carries: "upload",
  status: 201,
  input: noInput,
  output: File,
  refusals: ["file_too_large"],
});

export const readFile = operation({
  method: "GET",
  path: "/api/v1/files/{id}",
  does: "Answers the bytes of a file that hangs on a ticket or record I may see, or that I have just uploaded. A token needs `tickets.read` for files of tickets, `contacts.read` for those of contacts, companies and deals. `size=thumb` makes a preview.",
  needs: "service",
  scope: "tickets.read",
  orScope: "contacts.read",
  carries: "download",
  input: z.object({ id: Id, size: z.enum(["full", "thumb"]).default("full") }),
  output: bytes,
  refusals: ["file_not_found"],
});

export const describeFile = operation({
  method: "GET",
  path: "/api/v1/files/{id}/details",
  does: "Answers name, size and type of a file that I may read.",
  needs: "service",
  scope: "tickets.read",
  orScope: "contacts.read",
  input: z.object({ id: Id }),
  output: File,
  refusals: ["file_not_found"],
});
