import { sql } from "kysely";
import type { Db } from "#platform/db.ts";

/** The domains of companies and contacts, the first known first. Whoever writes in becomes both, an imitator too. */
export async function domainsKnown(db: Db, deskId: string): Promise<string[]> {
  const { rows } = await sql<{ domain: string }>`
    select domain from (
      select d.domain, c.created_at as at
      from company_domains d join companies c on c.desk_id = d.desk_id and c.id = d.company_id
      where d.desk_id = ${deskId}
      union all
      select split_part(e.email, '@', 2), c.created_at
      from contact_emails e join contacts c on c.desk_id = e.desk_id and c.id = e.contact_id
      where e.desk_id = ${deskId}
    ) known
    group by domain order by min(at), domain limit ${most}`.execute(db);
  return rows.map(({ domain }) => domain);
}

const most = 20_000;
