import { Trans, useLingui } from "@lingui/react/macro";
import type { Company } from "#contract/contacts.ts";
import { EditableText } from "../../kit/EditableText.tsx";
import { CompanyProperties } from "../../kit/RecordProperties.tsx";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { useCompanyChange } from "./change.ts";
import { OwnerPicker } from "./OwnerPicker.tsx";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

/** What the company is, edited where it stands. */
export function CompanyDetails({ company }: { company: Company }) {
  const { t, i18n } = useLingui();
  const change = useCompanyChange(company);
  return (
    <Section title={t`Company`}>
      <dl className={look.rows}>
        <dt>
          <Trans>Name</Trans>
        </dt>
        <dd>
          <EditableText
            label={t`Name`}
            value={company.name}
            disabled={false}
            onChange={(name) => name && change({ name })}
          />
        </dd>
        <dt>
          <Trans>Domains</Trans>
        </dt>
        <dd className={look.value}>
          {company.domains.map((domain) => (
            <a key={domain} href={`https://${domain}`} target="_blank" rel="noopener noreferrer">
              {domain}
            </a>
          ))}
          {company.domains.length === 0 ? <span className={look.faint}>—</span> : null}
        </dd>
        <dt>
          <Trans>Owner</Trans>
        </dt>
        <dd>
          <OwnerPicker value={company.ownerId} onPick={(ownerId) => change({ ownerId })} />
        </dd>
        <dt>
          <Trans>Created on</Trans>
        </dt>
        <dd className={`${look.moment} sp-numbers`}>
          {fullMoment(company.createdAt, i18n.locale)}
        </dd>
      </dl>
      <CompanyProperties company={company} />
    </Section>
  );
}
