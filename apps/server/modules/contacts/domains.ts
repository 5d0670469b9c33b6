/** The domains of a company, by which it is found. A domain belongs to one company. */
import type { Tx } from "#platform/db.ts";
import { refuse } from "#platform/refusal.ts";

/** @throws Refusal domain_taken */
export async function replaceDomains(
  tx: Tx,
  deskId: string,
  companyId: string,
  domains: readonly string[],
): Promise<void> {
  await tx
    .deleteFrom("company_domains")
    .where("desk_id", "=", deskId)
    .where("company_id", "=", companyId)
    .$if(domains.length > 0, (query) => query.where("domain", "not in", [...domains]))
    .execute();
  await keepDomains(tx, deskId, companyId, domains);
}

/** @throws Refusal domain_taken with whose it is */
export async function keepDomains(
  tx: Tx,
  deskId: string,
  companyId: string,
  domains: readonly string[],
): Promise<void> {
  for (const [position, domain] of domains.entries()) {
    const kept = await tx
      .insertInto("company_domains")
      .values({ desk_id: deskId, domain, company_id: companyId, position })
      .onConflict((conflict) =>
        conflict
          .columns(["desk_id", "domain"])
          .doUpdateSet({ position })
          .where("company_domains.company_id", "=", companyId),
      )
      .returning("domain")
      .executeTakeFirst();
    if (!kept) throw refuse("domain_taken", { domain, ...(await ownerOf(tx, deskId, domain)) });
  }
}

/** Takes those of the domains that nobody has; the others stay where they are now. */
export async function takeFreeDomains(
  tx: Tx,
  deskId: string,
  companyId: string,
  domains: readonly string[],
): Promise<void> {
  if (domains.length === 0) return;
  await tx
    .insertInto("company_domains")
    .values(
      domains.map((domain, position) => ({
        ...{ desk_id: deskId, domain, company_id: companyId, position },
      })),
    )
    .onConflict((conflict) => conflict.columns(["desk_id", "domain"]).doNothing())
    .execute();
}

async function ownerOf(tx: Tx, deskId: string, domain: string) {
  const row = await tx
    .selectFrom("company_domains")
    .innerJoin("companies", (join) =>
      join
        .onRef("companies.desk_id", "=", "company_domains.desk_id")
        .onRef("companies.id", "=", "company_domains.company_id"),
    )
    .select(["companies.id", "companies.name"])
    .where("company_domains.desk_id", "=", deskId)
    .where("company_domains.domain", "=", domain)
    .executeTakeFirst();
  return { companyId: row?.id ?? null, companyName: row?.name ?? "" };
}
