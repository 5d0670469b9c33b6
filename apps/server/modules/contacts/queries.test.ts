/** The pages of records use their indexes on a desk with 10,000 of each. */
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { createProperty } from "#contract/properties.ts";
import { agentById } from "#modules/people";
import { valuesFor } from "#modules/properties";
import type { Agent } from "#platform/call.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { dealsQuery } from "../deals/read.ts";
import { alikeQuery, traits } from "./alike.ts";
import { changesQuery } from "./changes.ts";
import { companiesQuery, contactsQuery } from "./read.ts";

let acme: TestDesk;
let agent: Agent;

/**
 * A hundred work at each company; one in a thousand has the name of another. Each table is counted before the next reads it:
 * a plan made for the small desks of other tests would go through all of it for each row.
 */
async function fill() {
  const into = async (text: string) => {
    await rowsOf(text, [acme.id]);
    await rowsOf(`vacuum analyze ${/into (\w+)/.exec(text)?.[1]}`);
  };
  await into(
    `insert into companies (desk_id, id, name, words, created_at)
     select $1, gen_random_uuid(), 'Firm ' || n, 'firm ' || n, now() from generate_series(1, 10000) n`,
  );
  await into(
    `insert into company_domains (desk_id, domain, company_id)
     select desk_id, replace(words, ' ', '') || '.example', id from companies where desk_id = $1`,
  );
  await into(
    `insert into contacts (desk_id, id, name, words, company_id, created_at)
     select $1, gen_random_uuid(), 'Person ' || n - (n % 1000 = 1)::int, 'person ' || n, c.id, now()
     from generate_series(1, 10000) n
     left join companies c on c.desk_id = $1 and c.words = 'firm ' || n / 100`,
  );
  await into(
    `insert into contact_phones (desk_id, contact_id, position, phone, digits)
     select desk_id, id, 0, words, lpad(substr(words, 8), 8, '0') from contacts where desk_id = $1`,
  );
  await into(
    `insert into contact_emails (desk_id, contact_id, position, email)
     select desk_id, id, 0, replace(words, ' ', '.') || '@x.example' from contacts where desk_id = $1`,
  );
  await into(
    `insert into deals (desk_id, id, name, words, currency, stage, company_id, created_at)
     select desk_id, gen_random_uuid(), words, words, 'EUR', 'new', id, now() from companies where desk_id = $1`,
  );
  await into(
    `insert into deal_contacts (desk_id, deal_id, contact_id)
     select d.desk_id, d.id, c.id from deals d
     join contacts c on c.desk_id = d.desk_id and c.words = replace(d.words, 'firm', 'person') where d.desk_id = $1`,
  );
  await into(
    `insert into record_changes (desk_id, id, kind, record_id, what, at)
     select desk_id, gen_random_uuid(), 'contact', id, 'changed', now() - n * interval '1 minute'
     from contacts, generate_series(1, 3) n where desk_id = $1`,
  );
}

beforeAll(async () => {
  acme = await desk();
  const found = await agentById(acme.house.platform.db, acme.id, acme.ana.id);
  if (!found) throw new Error("Ana is not there");
  agent = found;
  await fill();
}, 60_000);

const textOf = (rows: readonly object[]) => rows.flatMap((row) => Object.values(row)).join("\n");
const someId = async (table: string) =>
  String(
    (
      await rowsOf<{ id: string }>(`select id from ${table} where desk_id = $1 limit 1`, [acme.id])
    )[0]?.id,
  );

async function planOf(query: ReturnType<typeof sql>) {
  const { rows } = await sql`explain ${query}`.execute(acme.house.platform.db);
  return textOf(rows as object[]);
}

const first = { limit: 50, after: null };
const next = {
  limit: 50,
  after: ["person 5", "01990000-0000-7000-8000-000000000000"] as [string, string],
};

describe("lists", () => {
  test.each([first, next])("the pages by name need no sort: %o", async (page) => {
    const { db } = acme.house.platform;
    const plans = await Promise.all([
      contactsQuery(db, acme.id, { ...page, filter: {} }).explain("text"),
      companiesQuery(db, acme.id, { ...page, filter: {} }).explain("text"),
      dealsQuery(db, agent, { ...page, filter: {} }).explain("text"),
    ]);
    for (const [index, table] of ["contacts", "companies", "deals"].entries()) {
      const plan = textOf(plans[index] ?? []);
      expect(plan).toContain(`using ${table}_name`);
      expect(plan).not.toMatch(/Seq Scan on (?:contacts|companies|deals)|Sort Key: \(?lower/);
    }
  });

  test("what is searched as one types reads the index of words", async () => {
    const { db } = acme.house.platform;
    const filter = { q: "4711" };
    const plans = await Promise.all([
      contactsQuery(db, acme.id, { ...first, filter }).explain("text"),
      companiesQuery(db, acme.id, { ...first, filter }).explain("text"),
      dealsQuery(db, agent, { ...first, filter }).explain("text"),
    ]);
    for (const [index, table] of ["contacts", "companies", "deals"].entries())
      expect(textOf(plans[index] ?? [])).toContain(`on ${table}_words`);
  });

  test("those of a company and of a contact read their own", async () => {
    const { db } = acme.house.platform;
    const companyId = await someId("companies");
    const contactId = await someId("contacts");
    const plans = await Promise.all([
      contactsQuery(db, acme.id, { ...first, filter: { companyId } }).explain("text"),
      dealsQuery(db, agent, { ...first, filter: { companyId } }).explain("text"),
      dealsQuery(db, agent, { ...first, filter: { contactId } }).explain("text"),
    ]);
    for (const plan of plans)
      expect(textOf(plan)).not.toMatch(/Seq Scan on (contacts|deals|deal_contacts)/);
  });
});

describe("timelines", () => {
  test("the changes of a record read their index", async () => {
    const { db } = acme.house.platform;
    const page = { before: { at: new Date(), id: await someId("contacts") }, rows: 41 };
    for (const ids of [
      [await someId("contacts")],
      [await someId("contacts"), await someId("deals")],
    ])
      expect(textOf(await changesQuery(db, acme.id, ids, page).explain("text"))).toContain(
        "record_changes_record",
      );
  });
});

describe("doubles", () => {
  const indexes = {
    contact: {
      phone: "contact_phones_digits",
      address: "contact_emails_spelling",
      name: "contacts_namesakes",
    },
    company: { domain: "company_domains_alike", name: "companies_alike" },
  };
  const all = (["contact", "company"] as const).flatMap((kind) =>
    traits[kind].map((trait) => ({ kind, reason: trait.reason, trait })),
  );

  test.each(all)(
    "of a $kind by $reason are read in the order of their index",
    async ({ kind, reason, trait }) => {
      const plan = await planOf(alikeQuery(acme.id, trait, "person", 50));
      expect(plan).toContain(`using ${String(Reflect.get(indexes[kind], reason))}`);
      expect(plan).not.toMatch(/Seq Scan/);
      expect(plan).toMatch(/^Limit[^\n]*\n *->  GroupAggregate/);
    },
  );

  test("of ten thousand contacts are found in one go", async () => {
    for (const trait of traits.contact) {
      const { rows } = await alikeQuery(acme.id, trait, "", 50).execute(acme.house.platform.db);
      expect(rows.length, trait.reason).toBe(trait.reason === "name" ? 9 : 0);
    }
  });
});

test("the values of a record are read by their key", async () => {
  const made = { kind: "contact", type: "text", label: "Machine" } as const;
  const { id: propertyId } = await acme.as(acme.owner).calls(createProperty, made);
  await rowsOf(
    `insert into property_values (desk_id, record_kind, record_id, property_id, value)
     select desk_id, 'contact', id, $2, '"Grigna"' from contacts where desk_id = $1`,
    [acme.id, propertyId],
  );
  await rowsOf("analyze property_values");
  const id = await someId("contacts");
  const plan = await planOf(
    sql`select ${valuesFor("contact", sql`${acme.id}::uuid`, sql`${id}::uuid`)}`,
  );
  expect(plan).toContain("property_values_pkey");
  expect(plan).not.toMatch(/Seq Scan on property_values/);
});
