import { ActionIcon, Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconX } from "@tabler/icons-react";
import { useFocusBack } from "../../kit/focus.ts";
import { LeaveGuard } from "../../kit/LeaveGuard.tsx";
import { sendsByKey } from "../../kit/submit.ts";
import { useSession } from "../../live/session.ts";
import { mayManage } from "#contract/rights.ts";
import classes from "./CreatePanel.module.css";
import { EditForm } from "./EditForm.tsx";
import { Fields } from "./Fields.tsx";
import { useNewTicket } from "./new-ticket.ts";

type Props = {
  /** The form itself is edited; what was typed into it stays. */
  editing: boolean;
  onEdit: (editing: boolean) => void;
  onClose: () => void;
  onCreated: (number: number) => void;
};

/** The create-ticket panel at the right. Leaving it asks before unsaved input is lost. */
export function CreatePanel({ editing, onEdit, onClose, onCreated }: Props) {
  const { t } = useLingui();
  const { user } = useSession();
  const mayEdit = mayManage(user.rights);
  const form = useNewTicket(onCreated);
  useFocusBack(form.done);
  if (editing && mayEdit) return <EditForm onDone={() => onEdit(false)} />;
  return (
    <section
      className={classes.panel}
      aria-label={t`Create ticket`}
      onKeyDownCapture={sendsByKey}
      onKeyDown={(event) => event.key === "Escape" && !event.defaultPrevented && onClose()}
    >
      <header className={classes.header}>
        <h2>
          <Trans>Create ticket</Trans>
        </h2>
        {mayEdit ? (
          <Button variant="subtle" size="compact-sm" onClick={() => onEdit(true)}>
            <Trans>Edit this form</Trans>
          </Button>
        ) : null}
        <ActionIcon size={28} aria-label={t`Close`} onClick={onClose}>
          <IconX size={16} stroke={1.5} />
        </ActionIcon>
      </header>
      <form className={classes.form} noValidate onSubmit={form.submit}>
        <div className={classes.fields}>
          <Fields form={form} />
        </div>
        {form.problem ? (
          <p className={classes.problem} role="alert">
            {form.problem}
          </p>
        ) : null}
        <footer className={classes.footer}>
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.busy}>
            <Trans>Create ticket</Trans>
          </Button>
        </footer>
      </form>
      <LeaveGuard
        when={form.dirty && !form.done}
        keeps={({ search }) => search["panel"] === "form"}
      />
    </section>
  );
}
