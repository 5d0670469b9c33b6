import { TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import { type Company, createCompany, updateCompany } from "#contract/contacts.ts";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { useOwnFields } from "../../kit/own-fields.ts";
import { OwnFields } from "../../kit/OwnFields.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import look from "./Form.module.css";
import { FormFooter } from "./FormFooter.tsx";
import { OwnerField } from "./OwnerPicker.tsx";
import { Several } from "./Several.tsx";

type Props = { company: Company | null; onClose: () => void; onSaved: (id: string) => void };
type Values = ReturnType<typeof valuesOf>;

/** A new company, or all fields of one. */
export function CompanyPanel({ company, onClose, onSaved }: Props) {
  const { t } = useLingui();
  const form = useCompanyForm(company, onSaved);
  const title = company?.name ?? t`New company`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <FormFooter id="company" form={form} onClose={onClose}>
          {company ? <Trans>Save</Trans> : <Trans>Create company</Trans>}
        </FormFooter>
      }
    >
      <form id="company" ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
        <LeaveGuard
          when={form.dirty}
          keeps={({ search }) => search["panel"] === (company ? "edit" : "create")}
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
          name="domains"
          label={t`Domains`}
          one={t`Domain`}
          add={t`Add a domain`}
          type="text"
          values={form.values.domains}
          errors={form.errors}
          onChange={(domains) => form.set("domains", domains)}
        />
        <p className={look.says}>
          <Trans>People who write from these domains are contacts of this company.</Trans>
        </p>
        <OwnerField
          value={form.values.ownerId}
          onPick={(ownerId) => form.set("ownerId", ownerId)}
        />
        <OwnFields
          kind="company"
          values={form.values.own}
          errors={form.errors}
          onChange={(own, name) => form.set("own", own, name)}
        />
      </form>
    </SidePanel>
  );
}

function useCompanyForm(company: Company | null, onSaved: Props["onSaved"]) {
  const { t } = useLingui();
  const saved = useRef("");
  const { sent, check, explain } = useOwnFields("company", company?.properties ?? null);
  return useForm<Values>({
    initial: valuesOf(company),
    schema: createCompany.input,
    shape: bodyOf,
    blames: { domain_taken: "domains" },
    check,
    explain,
    save: async (values) => {
      const body = { ...bodyOf(values), properties: sent(values.own) };
      const kept = company
        ? await call(updateCompany, { id: company.id, ...body })
        : await call(createCompany, body);
      cache.setQueryData(queries.company(kept.id).queryKey, kept);
      void cache.invalidateQueries({ queryKey: ["companies"] });
      saved.current = kept.id;
    },
    after: () => {
      toast({ message: company ? t`The company is saved.` : t`The company is created.` });
      onSaved(saved.current);
    },
  });
}

function valuesOf(company: Company | null) {
  return {
    name: company?.name ?? "",
    domains: company?.domains ?? [""],
    ownerId: company?.ownerId ?? null,
    own: company?.properties ?? {},
  };
}

/** Fields that were added and left empty are no values. */
function bodyOf({ name, domains, ownerId }: Values) {
  return {
    name,
    domains: domains.map((domain) => domain.trim().toLowerCase()).filter(Boolean),
    ownerId,
  };
}
