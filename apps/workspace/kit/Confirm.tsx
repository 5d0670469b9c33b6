import { Button, Group, Modal } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import { useState, type ReactNode } from "react";

type Props = {
  opened: boolean;
  title: string;
  /** What will be lost, and what stays. */
  children: ReactNode;
  /** The verb on the button. */
  action: string;
  onConfirm: () => unknown;
  onClose: () => void;
};

/** Asks before something that cannot be taken back. The safe button has the focus. */
export function Confirm({ opened, title, children, action, onConfirm, onClose }: Props) {
  const [busy, setBusy] = useState(false);

  async function confirm() {
    setBusy(true);
    try {
      await onConfirm();
    } finally {
      setBusy(false);
      onClose();
    }
  }

  return (
    <Modal opened={opened} onClose={onClose} title={title} size="sm" withCloseButton={false}>
      <div style={{ color: "var(--sp-muted)" }}>{children}</div>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onClose} data-autofocus>
          <Trans>Cancel</Trans>
        </Button>
        <Button color="red" loading={busy} onClick={confirm}>
          {action}
        </Button>
      </Group>
    </Modal>
  );
}
