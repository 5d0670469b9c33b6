import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import type { Contact } from "#contract/contacts.ts";
import type { DoubleSide } from "#contract/doubles.ts";
import type { ContactChoice } from "#contract/merges.ts";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useChooseOther, useMergeContacts } from "./merge.ts";
import { type Differing, MergePanel } from "./MergePanel.tsx";
import { useOwnChoices } from "./own-choices.tsx";

type Props = {
  contact: Contact;
  otherId: string | null;
  onClose: () => void;
  onMerged?: () => void;
};

/** This contact and another one become one. */
export function MergeContact({ contact, otherId, onClose, onMerged }: Props) {
  const { t } = useLingui();
  const choose = useChooseOther();
  const merge = useMergeContacts(onMerged);
  const found = useQuery({ ...queries.contact(otherId ?? ""), enabled: otherId !== null });
  const isNone = otherId === null || found.isError || found.data?.id === contact.id;
  const other = isNone ? null : found.data;
  const differing = useDiffering(contact, other ?? null);
  return (
    <MergePanel
      kind="contact"
      mine={toSide(contact)}
      other={other && toSide(other)}
      differing={differing}
      says={t`Addresses, phone numbers, tickets and conversations of both stay. You can take the merge back.`}
      onMerge={merge}
      onClose={onClose}
      finder={<ContactFinder known autoFocus except={[contact.id]} onPick={choose} />}
    />
  );
}

function toSide({ emails: addresses, ...contact }: Contact): DoubleSide {
  return { ...contact, addresses };
}

function useDiffering(mine: Contact, other: Contact | null): Differing<ContactChoice>[] {
  const { t } = useLingui();
  const { user } = usePeople();
  const own = useOwnChoices("contact", mine, other ?? undefined);
  if (!other) return [];
  const owner = (id: string | null) => (id ? (user(id)?.name ?? "…") : null);
  const fields: (Differing<ContactChoice> & { isSame: boolean })[] = [
    {
      ...{ name: "name", label: t`Name`, isSame: mine.name === other.name },
      ...{ mine: mine.name, other: other.name },
    },
    {
      // With one address between them there is nothing to choose.
      ...{ name: "email", label: t`Main e-mail`, isSame: !mine.email || !other.email },
      ...{ mine: mine.email, other: other.email },
    },
    {
      ...{ name: "phone", label: t`Main phone`, isSame: isSamePhone(mine.phone, other.phone) },
      ...{ mine: mine.phone, other: other.phone },
    },
    {
      ...{ name: "jobTitle", label: t`Job title`, isSame: mine.jobTitle === other.jobTitle },
      ...{ mine: mine.jobTitle, other: other.jobTitle },
    },
    {
      ...{ name: "companyId", label: t`Company`, isSame: mine.companyId === other.companyId },
      ...{ mine: mine.companyName, other: other.companyName },
    },
    {
      ...{ name: "ownerId", label: t`Owner`, isSame: mine.ownerId === other.ownerId },
      ...{ mine: owner(mine.ownerId), other: owner(other.ownerId) },
    },
  ];
  return [...fields.filter(({ isSame }) => !isSame), ...own];
}

/** Also where it is one number in two spellings, or one of them has none. */
function isSamePhone(a: string | null, b: string | null): boolean {
  const digits = (phone: string) => phone.replaceAll(/\D/g, "").replace(/^00/, "");
  return !a || !b || digits(a) === digits(b);
}
