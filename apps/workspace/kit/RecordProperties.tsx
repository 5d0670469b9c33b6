import { type Company, type Contact, updateCompany, updateContact } from "#contract/contacts.ts";
import { type Deal, updateDeal } from "#contract/deals.ts";
import { call } from "../live/api.ts";
import { cache } from "../live/cache.ts";
import { queries } from "../live/queries.ts";
import { NotSaved } from "./NotSaved.tsx";
import { OwnProperties } from "./OwnProperties.tsx";
import { type Editing, useOwnValues } from "./own-values.ts";

/** What the desk wants to know of a contact, edited where it stands. */
export function ContactProperties({ contact }: { contact: Contact }) {
  const { id } = contact;
  return (
    <Editable
      kind="contact"
      record={contact}
      keep={(now) => cache.setQueryData(queries.contact(id).queryKey, now)}
      send={(properties) => call(updateContact, { id, properties })}
    />
  );
}

/** What the desk wants to know of a company, edited where it stands. */
export function CompanyProperties({ company }: { company: Company }) {
  const { id } = company;
  return (
    <Editable
      kind="company"
      record={company}
      keep={(now) => cache.setQueryData(queries.company(id).queryKey, now)}
      send={(properties) => call(updateCompany, { id, properties })}
    />
  );
}

/** What the desk wants to know of a deal, edited where it stands. */
export function DealProperties({ deal }: { deal: Deal }) {
  const { id } = deal;
  return (
    <Editable
      kind="deal"
      record={deal}
      keep={(now) => cache.setQueryData(queries.deal(id).queryKey, now)}
      send={(properties) => call(updateDeal, { id, properties })}
    />
  );
}

function Editable<One extends Contact | Company | Deal>(editing: Editing<One>) {
  const { own, errors, isWaiting, set, discard } = useOwnValues(editing);
  return (
    <>
      <OwnProperties
        kind={editing.kind}
        values={own}
        own={own}
        errors={errors}
        disabled={false}
        onSet={(property, value) => set(property.name, value)}
      />
      {isWaiting ? <NotSaved onDiscard={discard} /> : null}
    </>
  );
}
