import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconPlus, IconX } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { Tip } from "../../kit/Tip.tsx";
import { AddressWords } from "../../kit/AddressWords.tsx";
import { Avatar } from "../../kit/Avatar.tsx";
import { useChange } from "../../kit/change.ts";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { isRefused } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { ContactProperties } from "../../kit/RecordProperties.tsx";
import { Card } from "./Card.tsx";
import { Past } from "./Past.tsx";
import classes from "./Sidebar.module.css";

/** The people of the ticket; the first is the one that is written to. */
export function ContactsCard({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const change = useChange(ticket.number);
  const [adding, setAdding] = useState(false);
  const ids = ticket.contacts.map(({ id }) => id);

  async function add(id: string, name: string) {
    setAdding(false);
    await change({ contactIds: [...ids, id] }, t`${name} added to #${ticket.number}.`);
  }
  const remove = (id: string, name: string) =>
    void change(
      { contactIds: ids.filter((other) => other !== id) },
      t`${name} removed from #${ticket.number}.`,
    );

  return (
    <Card
      title={t`Contacts`}
      action={
        ticket.may.edit ? (
          <Tip label={t`Add contact`}>
            <ActionIcon
              size={24}
              aria-label={t`Add contact`}
              aria-expanded={adding}
              onClick={() => setAdding(!adding)}
            >
              <IconPlus size={14} stroke={1.75} />
            </ActionIcon>
          </Tip>
        ) : null
      }
    >
      {ticket.contacts.map((contact) => (
        <Person
          key={contact.id}
          {...contact}
          {...(ticket.may.edit ? { onRemove: () => remove(contact.id, contact.name) } : {})}
          past={<Past ticket={ticket} kind="contact" id={contact.id} name={contact.name} />}
        />
      ))}
      {ticket.contacts.length === 0 && !adding ? (
        <p className={classes.nothing}>
          <Trans>Nobody yet. Add the person this ticket is about.</Trans>
        </p>
      ) : null}
      {adding ? (
        <div className={classes.finder}>
          <ContactFinder
            except={ids}
            autoFocus
            onPick={(contact) => void add(contact.id, contact.name)}
          />
        </div>
      ) : null}
    </Card>
  );
}

function Person({
  id,
  name,
  email,
  onRemove,
  past,
}: {
  id: string;
  name: string;
  email: string | null;
  onRemove?: () => void;
  past: ReactNode;
}) {
  const { t } = useLingui();
  const { data: contact, error } = useQuery(queries.contact(id));
  const gone = isRefused(error, "contact_not_found");
  const others = contact?.emails.filter((one) => one !== email) ?? [];
  return (
    <div className={classes.person}>
      <Avatar name={name} size={28} />
      <div className={classes.personText}>
        {gone ? (
          <span className={classes.personName}>
            {name} <span className={classes.faint}>{t`(deleted)`}</span>
          </span>
        ) : (
          <Link to="/contacts/$id" params={{ id }} className={classes.personName}>
            {name}
          </Link>
        )}
        {[...(email ? [email] : []), ...others].map((address) => (
          <a key={address} href={`mailto:${address}`} className={classes.address}>
            <AddressWords address={address} />
          </a>
        ))}
        {contact?.phone ? (
          <a href={`tel:${contact.phone.replaceAll(/[^+\d]/g, "")}`}>{contact.phone}</a>
        ) : null}
        {contact?.jobTitle || contact?.companyName ? (
          <span className={classes.faint}>
            {[contact.jobTitle, contact.companyName].filter(Boolean).join(", ")}
          </span>
        ) : null}
        {past}
        {contact ? <ContactProperties contact={contact} /> : null}
      </div>
      {onRemove ? (
        <ActionIcon size={24} aria-label={t`Remove ${name}`} onClick={onRemove}>
          <IconX size={14} stroke={1.5} />
        </ActionIcon>
      ) : null}
    </div>
  );
}
