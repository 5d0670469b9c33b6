import { TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { type Contact, createContact, updateContact } from "#contract/contacts.ts";
import type { PropertyValues } from "#contract/properties.ts";
import { type Form, text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useOwnFields } from "../../kit/own-fields.ts";
import { OwnFields } from "../../kit/OwnFields.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast } from "../../kit/toast.ts";
import { call, isRefused } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { CompanyField } from "./CompanyField.tsx";
import look from "./Form.module.css";
import { FormFooter } from "./FormFooter.tsx";
import { OwnerField } from "./OwnerPicker.tsx";
import { Several } from "./Several.tsx";

type Props = { contact: Contact | null; onClose: () => void; onSaved: (id: string) => void };
type Values = ReturnType<typeof valuesOf>;

/** A new contact, or all fields of one. */
export function ContactPanel({ contact, onClose, onSaved }: Props) {
  const { t } = useLingui();
  const { form, taken } = useContactForm(contact, onSaved);
  const title = contact?.name ?? t`New contact`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <FormFooter id="contact" form={form} onClose={onClose}>
          {contact ? <Trans>Save</Trans> : <Trans>Create contact</Trans>}
        </FormFooter>
      }
    >
      <form id="contact" ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
        <LeaveGuard
          when={form.dirty}
          keeps={({ search }) => search["panel"] === (contact ? "edit" : "create")}
        />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <TextInput
          label={t`Name`}
          withAsterisk
          maxLength={200}
          autoComplete="off"
          {...text(form, "name")}
        />
        <Several
          name="emails"
          label={t`E-mail addresses`}
          one={t`E-mail`}
          add={t`Add an address`}
          type="email"
          values={form.values.emails}
          errors={form.errors}
          onChange={(emails) => form.set("emails", emails)}
        />
        {taken ? (
          <p className={look.says}>
            <Link to="/contacts/$id" params={{ id: taken.id }}>
              <Trans>Open {taken.name}</Trans>
            </Link>
          </p>
        ) : null}
        <Rest form={form} isNew={!contact} />
      </form>
    </SidePanel>
  );
}

function Rest({ form, isNew }: { form: Form<Values>; isNew: boolean }) {
  const { t } = useLingui();
  return (
    <>
      <Several
        name="phones"
        label={t`Phone numbers`}
        one={t`Phone`}
        add={t`Add a number`}
        type="tel"
        values={form.values.phones}
        errors={form.errors}
        onChange={(phones) => form.set("phones", phones)}
      />
      <TextInput
        label={t`Job title`}
        maxLength={200}
        autoComplete="off"
        {...text(form, "jobTitle")}
      />
      <CompanyField
        value={form.values.company}
        onChange={(company) => form.set("company", company)}
        says={isNew ? t`Left empty, it is found by the domain of the address.` : undefined}
      />
      <OwnerField value={form.values.ownerId} onPick={(ownerId) => form.set("ownerId", ownerId)} />
      <OwnFields
        kind="contact"
        values={form.values.own}
        errors={form.errors}
        onChange={(own, name) => form.set("own", own, name)}
      />
    </>
  );
}

function useContactForm(contact: Contact | null, onSaved: Props["onSaved"]) {
  const { t } = useLingui();
  const [taken, setTaken] = useState<{ id: string; name: string } | null>(null);
  const saved = useRef("");
  const { sent, check, explain } = useOwnFields("contact", contact?.properties ?? null);
  const form = useForm<Values>({
    initial: valuesOf(contact),
    schema: createContact.input,
    shape: bodyOf,
    blames: { email_taken: "emails" },
    check,
    explain,
    save: async (values) => {
      setTaken(null);
      try {
        saved.current = await send(contact, { ...bodyOf(values), properties: sent(values.own) });
      } catch (error) {
        if (isRefused(error, "email_taken") && error.problem.contactId)
          setTaken({ id: error.problem.contactId, name: error.problem.contactName ?? "" });
        throw error;
      }
    },
    after: () => {
      toast({ message: contact ? t`The contact is saved.` : t`The contact is created.` });
      onSaved(saved.current);
    },
  });
  return { form, taken };
}

type Body = ReturnType<typeof bodyOf> & { properties: PropertyValues };

async function send(contact: Contact | null, body: Body): Promise<string> {
  const kept = contact
    ? await call(updateContact, { companyId: null, ...body, id: contact.id })
    : await call(createContact, body);
  cache.setQueryData(queries.contact(kept.id).queryKey, kept);
  void cache.invalidateQueries({ queryKey: ["contacts"] });
  return kept.id;
}

function valuesOf(contact: Contact | null) {
  const { companyId = null, companyName } = contact ?? {};
  return {
    name: contact?.name ?? "",
    emails: contact?.emails ?? [""],
    phones: contact?.phones ?? [],
    jobTitle: contact?.jobTitle ?? "",
    company: companyId ? { id: companyId, name: companyName ?? "" } : null,
    ownerId: contact?.ownerId ?? null,
    own: contact?.properties ?? {},
  };
}

/** Fields that were added and left empty are no values. */
function bodyOf({ name, emails, phones, jobTitle, company, ownerId }: Values) {
  return {
    name,
    emails: emails.map((email) => email.trim()).filter(Boolean),
    phones: phones.map((phone) => phone.trim()).filter(Boolean),
    jobTitle: jobTitle.trim() || null,
    ownerId,
    ...(company ? { companyId: company.id } : {}),
  };
}
