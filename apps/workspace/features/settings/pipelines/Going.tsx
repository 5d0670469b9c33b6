import { Button, Group, Modal, Select } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { Status } from "#contract/pipelines.ts";

type Props = {
  name: string;
  /** Where the tickets can go, in groups where they are of several pipelines. */
  places: { group: string; statuses: readonly Status[] }[];
  first: string | undefined;
  onGo(toStatusId: string): Promise<unknown>;
  onClose(): void;
};

/** Asks where the tickets go before a status or a pipeline is deleted. */
export function Going({ name, places, first, onGo, onClose }: Props) {
  const { t } = useLingui();
  const [to, setTo] = useState(first ?? places[0]?.statuses[0]?.id ?? null);
  const [busy, setBusy] = useState(false);
  const options = (statuses: readonly Status[]) =>
    statuses.map((status) => ({ value: status.id, label: status.name }));
  async function go() {
    if (!to) return;
    setBusy(true);
    await onGo(to);
    setBusy(false);
    onClose();
  }
  return (
    <Modal opened onClose={onClose} title={t`Delete “${name}”?`} size="sm" withCloseButton={false}>
      <Select
        label={t`Its tickets go to`}
        description={t`Each ticket's activity says so. This cannot be undone.`}
        allowDeselect={false}
        data={
          places.length > 1
            ? places.map(({ group, statuses }) => ({ group, items: options(statuses) }))
            : options(places[0]?.statuses ?? [])
        }
        value={to}
        onChange={setTo}
      />
      <Group justify="flex-end" gap={8} mt={20}>
        <Button variant="default" onClick={onClose} data-autofocus>
          <Trans>Cancel</Trans>
        </Button>
        <Button color="red" loading={busy} disabled={!to} onClick={() => void go()}>
          <Trans>Delete</Trans>
        </Button>
      </Group>
    </Modal>
  );
}
