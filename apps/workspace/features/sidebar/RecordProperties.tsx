import { type Company, type Contact, updateCompany, updateContact } from "#contract/contacts.ts";
import type { Property, PropertyValue } from "#contract/properties.ts";
import { OwnProperties } from "../../kit/OwnProperties.tsx";
import { toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";

/** What the desk wants to know of a contact, edited where it stands. */
export function ContactProperties({ contact }: { contact: Contact }) {
  const { queryKey } = queries.contact(contact.id);
  async function set({ name }: Property, value: PropertyValue) {
    const properties = { ...contact.properties, [name]: value };
    cache.setQueryData(queryKey, { ...contact, properties });
    try {
      const change = { id: contact.id, properties: { [name]: value } };
      cache.setQueryData(queryKey, await call(updateContact, change));
    } catch (error) {
      cache.setQueryData(queryKey, contact);
      toastError(error);
    }
  }
  return (
    <OwnProperties
      kind="contact"
      values={contact.properties}
      own={contact.properties}
      disabled={false}
      onSet={(property, value) => void set(property, value)}
    />
  );
}

/** What the desk wants to know of a company, edited where it stands. */
export function CompanyProperties({ company }: { company: Company }) {
  const { queryKey } = queries.company(company.id);
  async function set({ name }: Property, value: PropertyValue) {
    const properties = { ...company.properties, [name]: value };
    cache.setQueryData(queryKey, { ...company, properties });
    try {
      const change = { id: company.id, properties: { [name]: value } };
      cache.setQueryData(queryKey, await call(updateCompany, change));
    } catch (error) {
      cache.setQueryData(queryKey, company);
      toastError(error);
    }
  }
  return (
    <OwnProperties
      kind="company"
      values={company.properties}
      own={company.properties}
      disabled={false}
      onSet={(property, value) => void set(property, value)}
    />
  );
}
