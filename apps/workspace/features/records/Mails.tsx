import { useDebouncedValue } from "@mantine/hooks";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Company, Contact } from "#contract/contacts.ts";
import type { Deal } from "#contract/deals.ts";
import { writeFromCompany, writeFromDeal } from "#contract/record-mails.ts";
import { writeToContact } from "#contract/replies.ts";
import { call } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { useAddToCompany, useAddToDeal } from "./correspondents.ts";
import type { Correspondent } from "./mail.ts";
import { MailPanel, type MailProps } from "./MailPanel.tsx";
import { NobodyToWriteTo } from "./NobodyToWriteTo.tsx";

const none: Contact[] = [];

/** A mail from a contact's own page. */
export function ContactMail({ contact, onClose }: { contact: Contact; onClose: () => void }) {
  const { name } = contact;
  if (!contact.email) return <NobodyToWriteTo name={name} people={[contact]} onClose={onClose} />;
  const post: MailProps["post"] = async (mail) => (await call(writeToContact, mail)).ticket;
  return <MailPanel contact={contact} post={post} onClose={onClose} />;
}

/** A mail from a company's page, to one of those who work there. */
export function CompanyMail({ company, onClose }: { company: Company; onClose: () => void }) {
  const { id: companyId, name } = company;
  const [words, setWords] = useState("");
  const [q] = useDebouncedValue(words, 150);
  const [chosen, setChosen] = useState<Correspondent | null>(null);
  const all = useInfiniteQuery(queries.contactPages({ companyId }));
  const found = useInfiniteQuery(queries.contactPages({ companyId, ...(q ? { q } : {}) }));
  // Whoever has an address may stand far down in a long list.
  const reached = useInfiniteQuery(queries.contactPages({ companyId, hasEmail: true }));
  const add = useAddToCompany(companyId);
  const known = all.data?.pages.flatMap(({ items }) => items);
  const people = found.data?.pages.flatMap(({ items }) => items) ?? none;
  if (!known || !reached.data) return null;
  const contact = chosen ?? reached.data.pages[0]?.items[0];
  if (!contact)
    return (
      <NobodyToWriteTo
        name={name}
        people={known}
        add={{ companyId, onAdd: add }}
        onClose={onClose}
      />
    );
  return (
    <MailPanel
      contact={contact}
      whom={known.length > 1 ? { people, onSearch: setWords } : undefined}
      onChoose={setChosen}
      post={async (mail) => (await call(writeFromCompany, { ...mail, companyId })).ticket}
      onClose={onClose}
    />
  );
}

/** A mail from a deal's page, to one of those it is with. */
export function DealMail({ deal, onClose }: { deal: Deal; onClose: () => void }) {
  const { id: dealId, name, contacts } = deal;
  const [chosen, setChosen] = useState<Correspondent | null>(null);
  const add = useAddToDeal(deal);
  const contact = chosen ?? contacts.find(({ email }) => email);
  if (!contact)
    return <NobodyToWriteTo name={name} people={contacts} add={{ onAdd: add }} onClose={onClose} />;
  return (
    <MailPanel
      contact={contact}
      whom={contacts.length > 1 ? { people: contacts } : undefined}
      onChoose={setChosen}
      post={async (mail) => (await call(writeFromDeal, { ...mail, dealId })).ticket}
      onClose={onClose}
    />
  );
}
