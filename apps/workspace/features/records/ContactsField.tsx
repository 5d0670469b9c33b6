import { ActionIcon } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { Avatar } from "../../kit/Avatar.tsx";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import look from "./Form.module.css";

type Person = { id: string; name: string; email: string | null };

/** The people of a record, in a form. */
export function ContactsField({
  value,
  onChange,
}: {
  value: readonly Person[];
  onChange: (people: Person[]) => void;
}) {
  const { t } = useLingui();
  return (
    <div className={look.field} role="group" aria-label={t`Contacts`}>
      <span className={look.label} aria-hidden>
        {t`Contacts`}
      </span>
      {value.map(({ id, name }) => (
        <div key={id} className={look.chosen}>
          <Avatar name={name} size={20} />
          <span>{name}</span>
          <ActionIcon
            size={24}
            aria-label={t`Remove ${name}`}
            onClick={() => onChange(value.filter((one) => one.id !== id))}
          >
            <IconX size={14} stroke={1.5} />
          </ActionIcon>
        </div>
      ))}
      <ContactFinder
        except={value.map(({ id }) => id)}
        onPick={({ id, name, email }) => onChange([...value, { id, name, email }])}
      />
    </div>
  );
}
