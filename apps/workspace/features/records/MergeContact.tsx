import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { useNavigate } from "@tanstack/react-router";
import type { Contact } from "#contract/contacts.ts";
import type { ContactChoice } from "#contract/merges.ts";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useMergeContacts } from "./merge.ts";
import { type Choice, MergePanel } from "./MergePanel.tsx";

type Props = {
  contact: Contact;
  otherId: string | null;
  onClose: () => void;
  onMerged?: () => void;
};

/** This contact and another one become one. */
export function MergeContact({ contact, otherId, onClose, onMerged }: Props) {
  const { t } = useLingui();
  const go = useNavigate();
  const merge = useMergeContacts(onMerged);
  const other = useQuery({ ...queries.contact(otherId ?? ""), enabled: otherId !== null }).data;
  const choices = useChoices(contact, other);
  return (
    <MergePanel
      mine={contact}
      other={otherId === null ? null : (other ?? null)}
      choices={choices}
      says={t`Addresses, phone numbers, tickets and conversations of both stay. You can take the merge back.`}
      onMerge={merge}
      onClose={onClose}
      finder={
        <ContactFinder
          known
          autoFocus
          except={[contact.id]}
          onPick={({ id }) =>
            void go({ to: ".", search: (before) => ({ ...before, other: id }), replace: true })
          }
        />
      }
    />
  );
}

function useChoices(mine: Contact, other: Contact | undefined): Choice<ContactChoice>[] {
  const { t } = useLingui();
  const { user } = usePeople();
  const owner = (id: string | null | undefined) => (id ? (user(id)?.name ?? null) : null);
  return [
    { name: "name", label: t`Name`, mine: mine.name, other: other?.name ?? null },
    { name: "jobTitle", label: t`Job title`, mine: mine.jobTitle, other: other?.jobTitle ?? null },
    {
      name: "companyId",
      label: t`Company`,
      mine: mine.companyName,
      other: other?.companyName ?? null,
    },
    { name: "ownerId", label: t`Owner`, mine: owner(mine.ownerId), other: owner(other?.ownerId) },
  ];
}
