import { useLingui } from "@lingui/react/macro";
import { IconListCheck, IconUserOff, IconUsersGroup } from "@tabler/icons-react";
import { Priority } from "#contract/common.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { PriorityMark, usePriorityNames } from "../../kit/PriorityMark.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { knownRow } from "../../live/lists.ts";
import { usePeople } from "../../live/people.ts";
import { useStatuses } from "../../live/statuses.ts";
import { useAction } from "../../shell/keyboard.ts";
import { useActs } from "./acts.ts";

/** Every status, priority and owner that the tickets can get, each found in the palette by its own name. */
export function useChoices(targets: readonly number[]): void {
  const { t } = useLingui();
  const statuses = useStatuses();
  const people = usePeople();
  const priorityName = usePriorityNames();
  const acts = useActs();

  const toStatus = () => {
    const pipelines = new Set(targets.map((number) => knownRow(number)?.pipelineId));
    const [only = ""] = pipelines;
    const shared = pipelines.size === 1 ? statuses.pipeline(only)?.statuses : undefined;
    return (shared ?? []).map(({ id, name, color, kind }) => ({
      id: `status ${id}`,
      label: t`Set status: ${name}`,
      icon: <StatusDot color={color} kind={kind} />,
      run: () => void acts.status(targets, id),
    }));
  };
  const toPriority = () =>
    [...Priority.options.toReversed(), null].map((priority) => ({
      id: `priority ${priority ?? "none"}`,
      label: t`Set priority: ${priorityName(priority)}`,
      icon: <PriorityMark priority={priority} silent />,
      run: () => void acts.priority(targets, priority),
    }));
  const toOwner = () => [
    ...people.users
      .filter(({ state }) => state === "active")
      .map(({ id, name }) => ({
        id: `owner ${id}`,
        label: t`Assign to ${name}`,
        icon: <Avatar name={name} size={20} />,
        run: () => void acts.assign(targets, "user", id),
      })),
    ...people.teams.map(({ id, name }) => ({
      id: `owner ${id}`,
      label: t`Assign to ${name}`,
      icon: <IconUsersGroup size={16} stroke={1.5} />,
      run: () => void acts.assign(targets, "team", id),
    })),
    {
      id: "owner nobody",
      label: t`Assign to nobody`,
      icon: <IconUserOff size={16} stroke={1.5} />,
      run: () => void acts.assign(targets, null, null),
    },
  ];
  const toPipeline = () =>
    statuses.usable.length < 2
      ? []
      : statuses.usable.map(({ id, name }) => ({
          id: `pipeline ${id}`,
          label: t`Move to the pipeline ${name}`,
          icon: <IconListCheck size={16} stroke={1.5} />,
          run: () => void acts.pipeline(targets, id),
        }));
  useAction({
    id: "ticket.choices",
    label: t`Status, priority and owner`,
    group: "ticket",
    quiet: true,
    when: targets.length > 0,
    run: () => {},
    choices: () => [...toStatus(), ...toPriority(), ...toOwner(), ...toPipeline()],
  });
}
