import { useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { queries } from "../../live/queries.ts";
import { CompanyList } from "./Companies.tsx";
import { ContactList } from "./Contacts.tsx";
import { MergeCompany } from "./MergeCompany.tsx";
import { MergeContact } from "./MergeContact.tsx";
import { PossibleDoubles } from "./PossibleDoubles.tsx";
import { Records } from "./Records.tsx";

/** Contacts of the whole desk that may be one and the same, beside their list. */
export function DoublesOfContacts() {
  const { t } = useLingui();
  const { one, other, close } = useMerging();
  const contact = useQuery({ ...queries.contact(one), enabled: one !== "" }).data;
  return (
    <Records
      kind="contacts"
      find={t`Find a contact`}
      create={t`New contact`}
      open
      list={<ContactList current={null} />}
      panel={
        one && contact ? (
          <MergeContact
            key={`${one} ${other}`}
            contact={contact}
            otherId={other}
            onClose={close}
            onMerged={close}
          />
        ) : null
      }
    >
      <PossibleDoubles kind="contact" />
    </Records>
  );
}

/** Companies of the whole desk that may be one and the same, beside their list. */
export function DoublesOfCompanies() {
  const { t } = useLingui();
  const { one, other, close } = useMerging();
  const company = useQuery({ ...queries.company(one), enabled: one !== "" }).data;
  return (
    <Records
      kind="companies"
      find={t`Find a company`}
      create={t`New company`}
      open
      list={<CompanyList current={null} />}
      panel={
        one && company ? (
          <MergeCompany
            key={`${one} ${other}`}
            company={company}
            otherId={other}
            onClose={close}
            onMerged={close}
          />
        ) : null
      }
    >
      <PossibleDoubles kind="company" />
    </Records>
  );
}

/** The two that the address says are being merged. */
function useMerging() {
  const go = useNavigate();
  const { panel, one = "", other = null } = useSearch({ strict: false });
  return {
    one: panel === "merge" ? one : "",
    other,
    close: () => void go({ to: ".", search: ({ q }) => (q ? { q } : {}) }),
  };
}
