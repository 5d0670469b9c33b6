import { ActionIcon } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconPencil } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Contact } from "#contract/contacts.ts";
import { AddressWords } from "../../kit/AddressWords.tsx";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import { EditableText } from "../../kit/EditableText.tsx";
import { ContactProperties } from "../../kit/RecordProperties.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { Tip } from "../../kit/Tip.tsx";
import { useContactChange } from "./change.ts";
import { OwnerPicker } from "./OwnerPicker.tsx";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

/** Who the contact is, edited where it stands. */
export function ContactDetails({ contact }: { contact: Contact }) {
  const { t, i18n } = useLingui();
  const change = useContactChange(contact);
  return (
    <Section title={t`Contact`}>
      <dl className={look.rows}>
        <dt>
          <Trans>Name</Trans>
        </dt>
        <dd>
          <EditableText
            label={t`Name`}
            value={contact.name}
            disabled={false}
            onChange={(name) => name && change({ name })}
          />
        </dd>
        <dt>
          <Trans>E-mail</Trans>
        </dt>
        <dd className={look.value}>
          <Links values={contact.emails} scheme="mailto" />
        </dd>
        <dt>
          <Trans>Phone</Trans>
        </dt>
        <dd className={look.value}>
          <Links values={contact.phones} scheme="tel" />
        </dd>
        <dt>
          <Trans>Job title</Trans>
        </dt>
        <dd>
          <EditableText
            label={t`Job title`}
            value={contact.jobTitle}
            disabled={false}
            onChange={(jobTitle) => change({ jobTitle })}
          />
        </dd>
        <dt>
          <Trans>Company</Trans>
        </dt>
        <dd>
          <CompanyOf contact={contact} />
        </dd>
        <dt>
          <Trans>Owner</Trans>
        </dt>
        <dd>
          <OwnerPicker value={contact.ownerId} onPick={(ownerId) => change({ ownerId })} />
        </dd>
        <dt>
          <Trans>Created on</Trans>
        </dt>
        <dd className={`${look.moment} sp-numbers`}>
          {fullMoment(contact.createdAt, i18n.locale)}
        </dd>
      </dl>
      <ContactProperties contact={contact} />
    </Section>
  );
}

function Links({ values, scheme }: { values: readonly string[]; scheme: "mailto" | "tel" }) {
  if (values.length === 0) return <span className={look.nobody}>—</span>;
  return values.map((value) => (
    <a key={value} href={`${scheme}:${scheme === "tel" ? value.replaceAll(/[^+\d]/g, "") : value}`}>
      {scheme === "mailto" ? <AddressWords address={value} /> : value}
    </a>
  ));
}

function CompanyOf({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const change = useContactChange(contact);
  const [choosing, setChoosing] = useState(false);
  const { companyId, companyName } = contact;
  if (choosing)
    return (
      <CompanyFinder
        autoFocus
        onPick={({ id }) => {
          setChoosing(false);
          change({ companyId: id });
        }}
      />
    );
  return (
    <div className={look.companyOf}>
      {companyId ? (
        <Link to="/companies/$id" params={{ id: companyId }}>
          {companyName}
        </Link>
      ) : (
        <span className={look.faint}>—</span>
      )}
      <Tip label={companyId ? t`Change the company` : t`Add a company`}>
        <ActionIcon
          size={24}
          aria-label={companyId ? t`Change the company` : t`Add a company`}
          onClick={() => setChoosing(true)}
        >
          <IconPencil size={14} stroke={1.5} />
        </ActionIcon>
      </Tip>
    </div>
  );
}
