import { Button, Group, Modal } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";

type Props = { onChoose(how: "replace" | "append"): void; onCancel(): void };

/** Something is written already: a whole mail takes its place or comes below it, as one likes. */
export function TemplateQuestion({ onChoose, onCancel }: Props) {
  const { t } = useLingui();
  return (
    <Modal opened onClose={onCancel} title={t`You have written something already`} size="sm">
      <p style={{ margin: 0, color: "var(--sp-muted)" }}>
        <Trans>The template can take its place, or come below it.</Trans>
      </p>
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onCancel}>
          <Trans>Cancel</Trans>
        </Button>
        <Button variant="default" onClick={() => onChoose("replace")}>
          <Trans>Replace my text</Trans>
        </Button>
        <Button onClick={() => onChoose("append")} data-autofocus>
          <Trans>Append</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
