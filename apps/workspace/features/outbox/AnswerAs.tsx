import { Button, Textarea } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { answerOutbox, type OutboxMail } from "#contract/mail.ts";
import { text, useForm } from "../../kit/form.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { Notice } from "../../kit/Notice.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { receiver } from "./MailList.tsx";
import look from "./AnswerAs.module.css";

/** Answers in the customer's place, through the same door as real mail. */
export function AnswerAs({ mail }: { mail: OutboxMail }) {
  const { t } = useLingui();
  const name = receiver(mail);
  const form = useForm({
    initial: { text: "" },
    schema: answerOutbox.input,
    shape: (values) => ({ id: mail.id, ...values }),
    save: (values) => call(answerOutbox, { id: mail.id, ...values }),
    after: () => {
      form.reset({ text: "" });
      toast({ message: t`${name} has answered. It joins its ticket in a moment.` });
    },
  });
  return (
    <form
      ref={form.form}
      className={look.answer}
      onSubmit={form.submit}
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) void form.submit(event);
      }}
      noValidate
    >
      <LeaveGuard when={form.dirty} />
      {form.problem ? <Notice tone="danger">{form.problem}</Notice> : null}
      <Textarea
        label={t`Answer as ${name}`}
        placeholder={t`Thank you, that helped! One more question…`}
        autosize
        minRows={2}
        maxRows={10}
        {...text(form, "text")}
      />
      <div className={look.foot}>
        <span>
          <Trans>As if {name} had pressed Reply.</Trans>
        </span>
        <Button
          type="submit"
          leftSection={<IconArrowBackUp size={16} stroke={1.5} />}
          loading={form.busy}
          disabled={!form.values.text.trim()}
        >
          <Trans>Answer as the customer</Trans>
        </Button>
      </div>
    </form>
  );
}
