import { Button, TextInput } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import type * as z from "zod";
import { Row } from "../../kit/Card.tsx";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";

type Props = {
  id: string;
  label: string;
  says: string;
  name: string;
  autoComplete: "name" | "off";
  schema: z.ZodType;
  save(values: { name: string }): Promise<unknown>;
  onSaved(): void;
};

/** A name that is saved by itself: its button is there while something is unsaved. */
export function NameRow({ id, label, says, name, autoComplete, schema, save, onSaved }: Props) {
  const form = useForm({ initial: { name }, schema, save, after: onSaved });
  return (
    <>
      <LeaveGuard when={form.dirty} />
      <Row label={label} says={says} htmlFor={id}>
        <form ref={form.form} onSubmit={form.submit} noValidate style={{ display: "flex", gap: 8 }}>
          <TextInput id={id} flex={1} autoComplete={autoComplete} {...text(form, "name")} />
          {form.dirty ? (
            <Button type="submit" loading={form.busy}>
              <Trans>Save</Trans>
            </Button>
          ) : null}
        </form>
      </Row>
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
    </>
  );
}
