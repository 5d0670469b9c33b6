/** What a merge needs to know of a kind of record: of contacts and of companies. */
import { sql } from "kysely";
import type { Call } from "#platform/call.ts";
import type { Tx } from "#platform/db.ts";
import { announceCompany, announceContact, announceMerge } from "./announce.ts";
import { spellCompany, spellContact, spellContactsOf } from "./spell.ts";
import { companySurvivor } from "./survivor.ts";
import { lockContact } from "./write.ts";
import { lockCompany } from "./write-company.ts";

/** Fields of which one value stays. */
export type Singles = Record<string, string | null>;

/** One of the two, held. */
export type Mergee<Fields> = {
  id: string;
  name: string;
  /** Addresses of a contact, domains of a company. */
  names: string[];
  phones: string[];
  fields: Fields;
};

export type Mergeable<Fields extends Singles> = {
  kind: "contact" | "company";
  table: "contacts" | "companies";
  /** The choice of whose address or domain stands first. */
  first: "email" | "domain";
  /** @throws Refusal contact_not_found, company_not_found */
  lock(tx: Tx, deskId: string, id: string): Promise<Mergee<Fields>>;
  keep(tx: Tx, deskId: string, id: string, fields: Fields): Promise<unknown>;
  /** Gives these addresses or domains to the record, in this order; they belonged to one of the two. */
  give(tx: Tx, deskId: string, id: string, names: readonly string[]): Promise<unknown>;
  /** Fields of long ago as they can be now. */
  renew(tx: Tx, deskId: string, fields: Fields): Promise<Fields>;
  spell(tx: Tx, deskId: string, id: string): Promise<unknown>;
  announce(tx: Tx, call: Call, id: string): Promise<void>;
  announceMerge(tx: Tx, call: Call, id: string): Promise<void>;
};

type ContactFields = Record<"jobTitle" | "companyId" | "ownerId", string | null> & { name: string };
type CompanyFields = { name: string; ownerId: string | null };

export const mergeableContact: Mergeable<ContactFields> = {
  ...{ kind: "contact", table: "contacts", first: "email" },
  lock: async (tx, deskId, id) => {
    const row = await lockContact(tx, deskId, id);
    const { name, emails: names, phones } = row;
    const [jobTitle, companyId, ownerId] = [row.job_title, row.company_id, row.owner_user_id];
    return { id, name, names, phones, fields: { name, jobTitle, companyId, ownerId } };
  },
  keep: (tx, deskId, id, { name, jobTitle, companyId, ownerId }) =>
    tx
      .updateTable("contacts")
      .set({ name, job_title: jobTitle, company_id: companyId, owner_user_id: ownerId })
      .where("desk_id", "=", deskId)
      .where("id", "=", id)
      .execute(),
  give: (tx, deskId, id, names) =>
    sql`
      update contact_emails set contact_id = ${id}, position = array_position(${[...names]}::text[], email) - 1
      where desk_id = ${deskId} and email = any(${[...names]}::text[])`.execute(tx),
  // Its company may have been merged since.
  renew: async (tx, deskId, { companyId, ...fields }) => ({
    ...fields,
    companyId: companyId && (await companySurvivor(tx, deskId, companyId)),
  }),
  spell: spellContact,
  announce: announceContact,
  announceMerge: (tx, call, contactId) => announceMerge(tx, call, { contactId }),
};

export const mergeableCompany: Mergeable<CompanyFields> = {
  ...{ kind: "company", table: "companies", first: "domain" },
  lock: async (tx, deskId, id) => {
    const { name, domains, owner_user_id: ownerId } = await lockCompany(tx, deskId, id);
    return { id, name, names: domains, phones: [], fields: { name, ownerId } };
  },
  keep: (tx, deskId, id, { name, ownerId }) =>
    tx
      .updateTable("companies")
      .set({ name, owner_user_id: ownerId })
      .where("desk_id", "=", deskId)
      .where("id", "=", id)
      .execute(),
  give: (tx, deskId, id, names) =>
    sql`
      update company_domains set company_id = ${id}, position = array_position(${[...names]}::text[], domain) - 1
      where desk_id = ${deskId} and domain = any(${[...names]}::text[])`.execute(tx),
  renew: (_tx, _deskId, fields) => Promise.resolve(fields),
  spell: async (tx, deskId, id) => {
    await spellCompany(tx, deskId, id);
    await spellContactsOf(tx, deskId, id);
  },
  announce: announceCompany,
  announceMerge: (tx, call, companyId) => announceMerge(tx, call, { companyId }),
};
