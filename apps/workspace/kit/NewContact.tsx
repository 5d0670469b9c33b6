import { Button, Group, TextInput, UnstyledButton } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { type Contact, createContact, readContact } from "#contract/contacts.ts";
import { call, isRefused } from "../live/api.ts";
import { cache } from "../live/cache.ts";
import { making } from "./making.ts";
import { useSayRefusal } from "../shell/refusals.ts";
import classes from "./NewContact.module.css";

type Props = {
  words: string;
  /** Where they work; left out, their address says it. */
  companyId?: string;
  onDone(contact: Contact): void;
  onCancel(): void;
};

/** Name and address of a new contact. An address that somebody has already offers that contact instead. */
export function NewContact({ words, companyId, onDone, onCancel }: Props) {
  const { t } = useLingui();
  const say = useSayRefusal();
  const isAddress = words.includes("@");
  const [name, setName] = useState(isAddress ? "" : words);
  const [email, setEmail] = useState(isAddress ? words : "");
  const [errors, setErrors] = useState<{ name?: string; email?: string; other?: string }>({});
  const [existing, setExisting] = useState<Contact | null>(null);
  const [busy, setBusy] = useState(false);

  async function save() {
    if (busy) return;
    if (!name.trim()) return setErrors({ name: t`Fill this in.` });
    setBusy(true);
    try {
      const emails = email.trim() ? [email] : [];
      const contact = await making("contact", name, (properties) =>
        call(createContact, { name, emails, properties, ...(companyId ? { companyId } : {}) }),
      );
      if (!contact) return;
      void cache.invalidateQueries({ queryKey: ["contacts"] });
      onDone(contact);
    } catch (error) {
      await explain(error);
    } finally {
      setBusy(false);
    }
  }

  async function explain(error: unknown) {
    if (isRefused(error, "email_taken")) {
      setErrors({ email: say(error) });
      const id = error.problem.contactId;
      if (id) setExisting(await call(readContact, { id }));
    } else if (isRefused(error, "invalid_input")) {
      const { name: wrongName } = error.problem.fields;
      setErrors(wrongName ? { name: wrongName } : { email: t`This is not an e-mail address.` });
    } else setErrors({ other: say(error) });
  }

  return (
    // It stands inside other forms, and a form in a form would send the outer one.
    <div
      className={classes.form}
      role="group"
      aria-label={t`New contact`}
      data-own-enter
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.preventDefault();
          onCancel();
        }
        if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        label={t`Name`}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        error={errors.name}
        autoFocus={!name}
      />
      <TextInput
        label={t`E-mail`}
        type="email"
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
        error={errors.email}
        autoFocus={Boolean(name)}
      />
      {existing ? (
        <UnstyledButton className={classes.existing} onClick={() => onDone(existing)}>
          <Trans>Use {existing.name} instead</Trans>
        </UnstyledButton>
      ) : null}
      {errors.other ? (
        <p className={classes.error} role="alert">
          {errors.other}
        </p>
      ) : null}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" size="compact-sm" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
        <Button size="compact-sm" loading={busy} onClick={() => void save()}>
          <Trans>Create contact</Trans>
        </Button>
      </Group>
    </div>
  );
}
