import { sql } from "kysely";
import type { Platform } from "#platform/call.ts";

const hours = 48;

/**
 * Of all desks: uploads that nothing used go after 48 hours; their bytes go with the next sweep, unless another row
 * names them.
 */
export async function expireUploads(platform: Platform): Promise<void> {
  const before = new Date(platform.clock().getTime() - hours * 3_600_000);
  await sql`
    delete from files where linked_at is null and (desk_id, id) in (
      select desk_id, id from files where linked_at is null and created_at < ${before} limit 10000
    )`.execute(platform.db);
}
