import { NumberInput, Select, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type Deal, DealStage } from "#contract/deals.ts";
import { type Form, text } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { OwnFields } from "../../kit/OwnFields.tsx";
import { SidePanel } from "../../kit/SidePanel.tsx";
import { CompanyField } from "./CompanyField.tsx";
import { ContactsField } from "./ContactsField.tsx";
import { type DealValues, useDealForm } from "./deal-form.ts";
import look from "./Form.module.css";
import { FormFooter } from "./FormFooter.tsx";
import { OwnerField } from "./OwnerPicker.tsx";
import { useStageNames } from "./stages.ts";

type Props = { deal: Deal | null; onClose: () => void; onSaved: (id: string) => void };

/** A new deal, or all fields of one. */
export function DealPanel({ deal, onClose, onSaved }: Props) {
  const { t } = useLingui();
  const form = useDealForm(deal, onSaved);
  const title = deal?.name ?? t`New deal`;
  return (
    <SidePanel
      title={title}
      label={title}
      onClose={onClose}
      footer={
        <FormFooter id="deal" form={form} onClose={onClose}>
          {deal ? <Trans>Save</Trans> : <Trans>Create deal</Trans>}
        </FormFooter>
      }
    >
      <form id="deal" ref={form.form} className={look.form} onSubmit={form.submit} noValidate>
        <LeaveGuard
          when={form.dirty}
          keeps={({ search }) => search["panel"] === (deal ? "edit" : "create")}
        />
        {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
        <TextInput
          label={t`Name`}
          withAsterisk
          maxLength={200}
          autoComplete="off"
          {...text(form, "name")}
        />
        <Money form={form} />
        <Rest form={form} />
        <OwnFields
          kind="deal"
          values={form.values.own}
          errors={form.errors}
          onChange={(own, name) => form.set("own", own, name)}
        />
      </form>
    </SidePanel>
  );
}

function Money({ form }: { form: Form<DealValues> }) {
  const { t } = useLingui();
  const { values, errors } = form;
  return (
    <div className={look.money}>
      <NumberInput
        label={t`Amount`}
        value={values.amount ?? ""}
        error={errors["amount"]}
        min={0}
        decimalScale={2}
        thousandSeparator=" "
        hideControls
        onChange={(amount) => form.set("amount", typeof amount === "number" ? amount : null)}
      />
      <Select
        label={t`Currency`}
        data={[...new Set([...currencies, values.currency])]}
        value={values.currency}
        allowDeselect={false}
        searchable
        onChange={(currency) => form.set("currency", currency ?? "EUR")}
      />
    </div>
  );
}

/** Those of the European Union and its neighbours, and the large ones. */
const currencies =
  "EUR USD GBP CHF SEK NOK DKK PLN CZK HUF RON BGN TRY CAD AUD JPY CNY INR BRL".split(" ");

function Rest({ form }: { form: Form<DealValues> }) {
  const { t } = useLingui();
  const stages = useStageNames();
  const { values } = form;
  return (
    <>
      <Select
        label={t`Stage`}
        data={DealStage.options.map((stage) => ({ value: stage, label: stages[stage] }))}
        value={values.stage}
        allowDeselect={false}
        onChange={(stage) => form.set("stage", DealStage.catch("new").parse(stage))}
      />
      <TextInput type="date" label={t`Close date`} {...text(form, "closeOn")} />
      <CompanyField value={values.company} onChange={(company) => form.set("company", company)} />
      <ContactsField
        value={values.contacts}
        onChange={(contacts) => form.set("contacts", contacts)}
      />
      <OwnerField value={values.ownerId} onPick={(ownerId) => form.set("ownerId", ownerId)} />
    </>
  );
}
