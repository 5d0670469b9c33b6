import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconArrowDown, IconArrowUp, IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { flushSync } from "react-dom";
import {
  alwaysAsked,
  type CreateForm,
  type FieldName,
  FormField,
  saveCreateForm,
  standardForm,
} from "#contract/forms.ts";
import { useProperties } from "../../kit/PropertyWords.tsx";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import classes from "./CreatePanel.module.css";
import look from "./EditForm.module.css";
import { Fields } from "./Fields.tsx";
import { useFieldNames } from "./field-names.ts";
import { useNewTicket } from "./new-ticket.ts";

type Chosen = CreateForm["fields"];

/** What the panel for a new ticket asks: chosen, ordered and required here, for everybody on the desk. */
export function EditForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const now = useQuery(queries.createForm()).data?.fields ?? standardForm.fields;
  const [edited, setEdited] = useState<Chosen | null>(null);
  const [busy, setBusy] = useState(false);
  const fields = edited ?? now;

  async function save() {
    setBusy(true);
    try {
      const saved = await call(saveCreateForm, { fields });
      cache.setQueryData(queries.createForm().queryKey, saved);
      // Nothing is unsaved any more before the guard is asked whether one may leave.
      flushSync(() => setEdited(null));
      toast({ message: t`The form is saved for everybody.` });
      onDone();
    } catch (error) {
      toastError(error);
    } finally {
      setBusy(false);
    }
  }

  return (
    <section className={classes.panel} aria-label={t`Edit this form`}>
      <header className={classes.header}>
        <h2>
          <Trans>Edit this form</Trans>
        </h2>
        <ActionIcon size={28} aria-label={t`Close`} onClick={onDone}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      <div className={classes.fields}>
        <p className={look.lead}>
          <Trans>What everybody is asked who creates a ticket here.</Trans>
        </p>
        <Shown fields={fields} onChange={setEdited} />
        <Hidden fields={fields} onChange={setEdited} />
        <Preview fields={fields} />
      </div>
      <footer className={classes.footer}>
        <Button variant="default" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button loading={busy} disabled={edited === null} onClick={() => void save()}>
          <Trans>Save</Trans>
        </Button>
      </footer>
      <LeaveGuard when={edited !== null} />
    </section>
  );
}

type Props = { fields: Chosen; onChange: (fields: Chosen) => void };

function Shown({ fields, onChange }: Props) {
  const { t } = useLingui();
  const labels = useFieldNames();
  const require = (name: FieldName, required: boolean) =>
    onChange(fields.map((field) => (field.name === name ? { name, required } : field)));
  return (
    <ol className={look.list} aria-label={t`Shown, in this order`}>
      {fields.map(({ name, required }, at) => {
        const fixed = alwaysAsked.some((one) => one === name);
        return (
          <li key={name} className={look.field}>
            <Move fields={fields} at={at} label={labels(name)} onChange={onChange} />
            <span className={look.name}>{labels(name)}</span>
            <Checkbox
              size="xs"
              label={t`Required`}
              aria-label={t`${labels(name)} is required`}
              checked={required}
              disabled={fixed}
              onChange={(event) => require(name, event.currentTarget.checked)}
            />
            <ActionIcon
              size={24}
              aria-label={t`Take ${labels(name)} off the form`}
              disabled={fixed}
              onClick={() => onChange(fields.filter((field) => field.name !== name))}
            >
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          </li>
        );
      })}
    </ol>
  );
}

function Move({ fields, at, label, onChange }: Props & { at: number; label: string }) {
  const { t } = useLingui();
  const to = (place: number) => {
    const moved = fields.filter((_, index) => index !== at);
    onChange(moved.toSpliced(place, 0, ...fields.slice(at, at + 1)));
  };
  return (
    <span className={look.move}>
      <ActionIcon
        size={24}
        aria-label={t`Move ${label} up`}
        disabled={at === 0}
        onClick={() => to(at - 1)}
      >
        <IconArrowUp size={14} stroke={1.5} />
      </ActionIcon>
      <ActionIcon
        size={24}
        aria-label={t`Move ${label} down`}
        disabled={at === fields.length - 1}
        onClick={() => to(at + 1)}
      >
        <IconArrowDown size={14} stroke={1.5} />
      </ActionIcon>
    </span>
  );
}

function Hidden({ fields, onChange }: Props) {
  const labels = useFieldNames();
  const shown = new Set<FieldName>(fields.map(({ name }) => name));
  const own = useProperties("ticket").flatMap(({ builtIn, name }): FieldName[] =>
    builtIn ? [] : [`property:${name}`],
  );
  const hidden = [...FormField.options, ...own].filter((name) => !shown.has(name));
  if (hidden.length === 0) return null;
  return (
    <div className={look.more}>
      <h3>
        <Trans>Not on the form</Trans>
      </h3>
      <div className={look.add}>
        {hidden.map((name) => (
          <Button
            key={name}
            variant="default"
            size="compact-sm"
            leftSection={<IconPlus size={14} stroke={1.5} />}
            onClick={() => onChange([...fields, { name, required: false }])}
          >
            {labels(name)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** The form as the next ticket will find it: to try, nothing is kept. */
function Preview({ fields }: { fields: Chosen }) {
  const { t } = useLingui();
  const form = useNewTicket(() => {});
  return (
    <section className={look.preview} aria-label={t`Preview`}>
      <h3>
        <Trans>Preview</Trans>
      </h3>
      <div className={look.sheet}>
        <Fields form={{ ...form, fields }} still />
      </div>
    </section>
  );
}
