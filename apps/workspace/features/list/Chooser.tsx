import { Trans, useLingui } from "@lingui/react/macro";
import { IconUserOff, IconUsersGroup } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { Priority } from "#contract/common.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { Over } from "../../kit/Over.tsx";
import { Quick, type QuickOption } from "../../kit/Quick.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { knownRow } from "../../live/lists.ts";
import { usePeople } from "../../live/people.ts";
import { useSession } from "../../live/session.ts";
import { useStatuses } from "../../live/statuses.ts";
import { useStore } from "../../live/store.ts";
import { useActs } from "./acts.ts";
import { choosing, type Choosing } from "./keys.ts";

/** Chooses an owner, a status or a priority for the tickets that the keys act on. */
export function Chooser() {
  const now = useStore(choosing);
  if (!now) return null;
  const close = () => choosing.set(null);
  return now.what === "owner" ? (
    <Owners now={now} close={close} />
  ) : now.what === "status" ? (
    <StatusesOf now={now} close={close} />
  ) : (
    <Priorities now={now} close={close} />
  );
}

type Part = { now: Choosing; close(): void };

function Owners({ now: { numbers }, close }: Part) {
  const { t } = useLingui();
  const { user } = useSession();
  const people = usePeople();
  const acts = useActs();
  const mine = (id: string) => (id === user.id ? 0 : 1);
  const users = people.users
    .filter(({ state }) => state === "active")
    .toSorted((a, b) => mine(a.id) - mine(b.id));
  const options: QuickOption[] = [
    {
      id: "nobody",
      label: t`Nobody`,
      icon: <IconUserOff size={16} stroke={1.5} />,
      run: () => void acts.assign(numbers, null, null),
    },
    ...users.map(({ id, name, email }) => ({
      id,
      label: id === user.id ? t`${name} (me)` : name,
      hint: email,
      icon: <Avatar name={name} size={20} />,
      run: () => void acts.assign(numbers, "user", id),
    })),
    ...people.teams.map(({ id, name }) => ({
      id,
      label: name,
      hint: t`Team`,
      icon: <IconUsersGroup size={16} stroke={1.5} />,
      run: () => void acts.assign(numbers, "team", id),
    })),
  ];
  return (
    <Quickly
      title={<Trans>Assign {which(numbers)} to…</Trans>}
      label={t`Owner`}
      options={options}
      close={close}
    />
  );
}

function StatusesOf({ now: { numbers }, close }: Part) {
  const { t } = useLingui();
  const statuses = useStatuses();
  const acts = useActs();
  const pipelines = new Set(numbers.map((number) => knownRow(number)?.pipelineId));
  const options = statuses.pipelines
    .filter(({ id }) => pipelines.has(id))
    .flatMap((pipeline) =>
      pipeline.statuses.map((status) => ({
        id: status.id,
        label: status.name,
        ...(pipelines.size > 1 ? { hint: pipeline.name } : {}),
        icon: <StatusDot color={status.color} kind={status.kind} />,
        run: () =>
          void acts.status(
            numbers.filter((number) => knownRow(number)?.pipelineId === pipeline.id),
            status.id,
          ),
      })),
    );
  return (
    <Quickly
      title={<Trans>Status of {which(numbers)}</Trans>}
      label={t`Status`}
      options={options}
      close={close}
    />
  );
}

function Priorities({ now: { numbers }, close }: Part) {
  const { t } = useLingui();
  const name = usePriorityNames();
  const acts = useActs();
  const options = [...Priority.options.toReversed(), null].map((priority) => ({
    id: priority ?? "none",
    label: name(priority),
    icon: <PriorityMark priority={priority} silent />,
    run: () => void acts.priority(numbers, priority),
  }));
  return (
    <Quickly
      title={<Trans>Priority of {which(numbers)}</Trans>}
      label={t`Priority`}
      options={options}
      close={close}
    />
  );
}

function Quickly({
  title,
  label,
  options,
  close,
}: {
  title: ReactNode;
  label: string;
  options: QuickOption[];
  close(): void;
}) {
  return (
    <Over label={label} width={440} onClose={close}>
      <Quick title={title} label={label} options={options} onDone={close} />
    </Over>
  );
}

function which(numbers: readonly number[]): ReactNode {
  return numbers.length === 1 ? `#${numbers[0]}` : <Trans>{numbers.length} tickets</Trans>;
}
