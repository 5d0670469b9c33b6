import { ActionIcon, Checkbox, Menu, MultiSelect, Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { IconCopy, IconDots, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { type Pipeline, type Status, StatusKind } from "#contract/pipelines.ts";
import { usePropertyNames } from "../../../kit/property-names.ts";
import { toast } from "../../../kit/toast.ts";
import { queries } from "../../../live/queries.ts";
import { changeStatus, removeStatus } from "./change.ts";
import { Color } from "./Color.tsx";
import { Going } from "./Going.tsx";
import { NameInput } from "./NameInput.tsx";
import look from "./Pipelines.module.css";

type Props = { pipeline: Pipeline; status: Status; handle: ReactNode };

/** One status: what it is called, how it looks, whether it is closed, what it asks for. */
export function StatusRow({ pipeline, status, handle }: Props) {
  const { t } = useLingui();
  const { name } = status;
  const kinds = { open: t`Open`, closed: t({ message: "Closed", context: "a status" }) };
  return (
    <div className={look.row}>
      <div className={look.first}>
        {handle}
        <Color
          label={t`Colour of ${name}`}
          value={status.color}
          onChange={(color) => void changeStatus(status, { color })}
        />
        <NameInput
          label={t`Name of ${name}`}
          value={name}
          onChange={(to) => void changeStatus(status, { name: to })}
        />
        <Select
          className={look.kind}
          aria-label={t`Type of ${name}`}
          allowDeselect={false}
          data={StatusKind.options.map((value) => ({ value, label: kinds[value] }))}
          value={status.kind}
          onChange={(kind) => kind && void changeStatus(status, { kind: StatusKind.parse(kind) })}
        />
        <StatusMenu pipeline={pipeline} status={status} />
      </div>
      <div className={look.second}>
        <RequiredFor status={status} />
        {pipeline.rules.limitCreation ? (
          <Checkbox
            size="xs"
            label={t`Tickets may begin here`}
            aria-label={t`Tickets may begin in ${name}`}
            checked={status.forNew}
            onChange={(event) => void changeStatus(status, { forNew: event.currentTarget.checked })}
          />
        ) : null}
      </div>
    </div>
  );
}

function RequiredFor({ status }: { status: Status }) {
  const { t } = useLingui();
  const nameOf = usePropertyNames();
  const properties = useQuery(queries.properties()).data?.items ?? [];
  return (
    <MultiSelect
      className={look.required}
      aria-label={t`Required for ${status.name}`}
      placeholder={status.requiredProperties.length === 0 ? t`No required fields` : ""}
      data={properties.map(({ name }) => ({ value: name, label: nameOf(name) }))}
      value={status.requiredProperties}
      onChange={(requiredProperties) => void changeStatus(status, { requiredProperties })}
    />
  );
}

function StatusMenu({ pipeline, status }: Omit<Props, "handle">) {
  const { t } = useLingui();
  const [asking, setAsking] = useState(false);
  const { id, name, kind } = status;
  const others = pipeline.statuses.filter((one) => one.id !== id);
  const same = others.find((one) => one.kind === kind);
  async function copy() {
    await navigator.clipboard.writeText(id);
    toast({ message: t`The ID of “${name}” is copied.` });
  }
  return (
    <>
      <Menu position="bottom-end" width={240}>
        <Menu.Target>
          <ActionIcon size={28} aria-label={t`More for ${name}`}>
            <IconDots size={16} stroke={1.5} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCopy size={14} stroke={1.5} />} onClick={() => void copy()}>
            <Trans>Copy the ID</Trans>
          </Menu.Item>
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={14} stroke={1.5} />}
            disabled={!same}
            onClick={() => setAsking(true)}
          >
            {same ? (
              <Trans>Delete…</Trans>
            ) : kind === "closed" ? (
              <Trans>The last closed status stays</Trans>
            ) : (
              <Trans>The last open status stays</Trans>
            )}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking ? (
        <Going
          name={name}
          places={[{ group: pipeline.name, statuses: others }]}
          first={same?.id}
          onGo={(to) => removeStatus(status, to)}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </>
  );
}
