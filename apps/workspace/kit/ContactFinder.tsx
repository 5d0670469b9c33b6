import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Contact } from "#contract/contacts.ts";
import { queries } from "../live/queries.ts";
import { Avatar } from "./Avatar.tsx";
import { Finder } from "./Finder.tsx";
import { NewContact } from "./NewContact.tsx";

type Props = {
  onPick(contact: Pick<Contact, "id" | "name" | "email" | "companyId" | "companyName">): void;
  except: readonly string[];
  autoFocus?: boolean;
  /** Only somebody who is there already will do. */
  known?: boolean;
};

/** Finds a contact by name, address or company, or makes a new one on the spot. */
export function ContactFinder({ onPick, except, autoFocus = false, known = false }: Props) {
  const { t } = useLingui();
  const [words, setWords] = useState("");
  const [creating, setCreating] = useState<string | null>(null);
  const [back, setBack] = useState(false);
  const [q] = useDebouncedValue(words, 120);
  const found = (useQuery(queries.contacts(q)).data?.items ?? []).filter(
    (contact) => !except.includes(contact.id),
  );
  if (creating !== null) {
    const done = (contact: Contact) => {
      setCreating(null);
      onPick(contact);
    };
    const leave = () => {
      setCreating(null);
      setBack(true);
    };
    return <NewContact words={creating} onDone={done} onCancel={leave} />;
  }
  return (
    <Finder
      label={t`Find a contact`}
      placeholder={t`Name, address or company`}
      options={found.slice(0, 8).map((contact) => ({
        value: contact.id,
        label: contact.name,
        hint: contact.email ?? contact.companyName ?? "",
        icon: <Avatar name={contact.name} size={20} />,
      }))}
      onSearch={setWords}
      onPick={(id) => {
        const contact = found.find((one) => one.id === id);
        if (contact) onPick(contact);
      }}
      {...(known
        ? {}
        : {
            onCreate: setCreating,
            createLabel: words ? t`Create “${words}”` : t`Create a contact`,
          })}
      autoFocus={autoFocus || back}
    />
  );
}
