import { Select } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Avatar } from "../../kit/Avatar.tsx";
import look from "./Form.module.css";
import type { Correspondent } from "./mail.ts";

type Props = {
  value: Correspondent;
  people: readonly Correspondent[];
  /** Looks for more of them as one types. */
  onSearch?: (words: string) => void;
  onChoose: (contact: Correspondent) => void;
};

/** Which of a record's contacts a mail goes to. Those without an address are shown, not offered. */
export function WhomField({ value, people, onSearch, onChoose }: Props) {
  const { t } = useLingui();
  const [words, setWords] = useState(value.name);
  const all = people.some(({ id }) => id === value.id) ? people : [value, ...people];
  const find = (typed: string) => {
    setWords(typed);
    // The field shows who is chosen; that is nothing that was looked for.
    onSearch?.(all.some(({ name }) => name === typed) ? "" : typed.trim());
  };
  return (
    <Select
      label={t`Contact`}
      data={all.map(({ id, name, email }) => ({ value: id, label: name, disabled: !email }))}
      value={value.id}
      searchable
      searchValue={words}
      onSearchChange={find}
      allowDeselect={false}
      maxDropdownHeight={280}
      nothingFoundMessage={t`Nothing found`}
      renderOption={({ option }) => <Option contact={all.find(({ id }) => id === option.value)} />}
      onChange={(id) => {
        const chosen = all.find((one) => one.id === id);
        if (chosen) onChoose(chosen);
      }}
    />
  );
}

function Option({ contact }: { contact: Correspondent | undefined }) {
  const { t } = useLingui();
  return (
    <div className={look.option}>
      <Avatar name={contact?.name ?? ""} size={20} />
      <span>{contact?.name}</span>
      <span className={look.says}>{contact?.email ?? t`No e-mail address`}</span>
    </div>
  );
}
