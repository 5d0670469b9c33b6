import { Button } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import type { ReactNode } from "react";

type Props = {
  /** Of the form that is sent. */
  id: string;
  form: { busy: boolean; dirty: boolean };
  onClose: () => void;
  /** What the button says that sends it. */
  children: ReactNode;
};

/** Below a form in a panel: out of it, or sent as soon as there is something to send. */
export function FormFooter({ id, form, onClose, children }: Props) {
  return (
    <>
      <Button variant="default" onClick={onClose}>
        <Trans>Cancel</Trans>
      </Button>
      <Button type="submit" form={id} loading={form.busy} disabled={!form.dirty}>
        {children}
      </Button>
    </>
  );
}
