import { useLingui } from "@lingui/react/macro";
import type { Priority } from "#contract/common.ts";
import type { Pipeline } from "#contract/pipelines.ts";
import { takeBack } from "../../kit/change.ts";
import { changeTickets } from "../../kit/entering.ts";
import { usePriorityNames } from "../../kit/PriorityMark.tsx";
import { attempt, dismissToast, toast, toastError } from "../../kit/toast.ts";
import { binTicket, type Change, setRead, unbinTicket } from "../../live/change.ts";
import { knownRow } from "../../live/lists.ts";
import { usePeople } from "../../live/people.ts";
import { callSpam } from "../../live/spam.ts";
import { useSession } from "../../live/session.ts";
import { useStatuses } from "../../live/statuses.ts";

/** What a list does to one or many tickets; each says what it did and can be undone. */
export function useActs() {
  const { t } = useLingui();
  const { user } = useSession();
  const people = usePeople();
  const statuses = useStatuses();
  const priority = usePriorityNames();
  const which = (numbers: readonly number[]) =>
    numbers.length === 1 ? `#${numbers[0]}` : t`${numbers.length} tickets`;
  const apply = (numbers: readonly number[], change: Plan, said: string) =>
    changeAll(numbers, change, said, (number) => t`#${number} is as it was.`);

  return {
    close: (numbers: readonly number[]) =>
      apply(numbers, statusFor(firstClosed), t`Closed ${which(numbers)}.`),
    reopen: (numbers: readonly number[]) =>
      apply(numbers, statusFor(firstOpen), t`Reopened ${which(numbers)}.`),
    status(numbers: readonly number[], statusId: string) {
      const name = statuses.status(statusId)?.name ?? "";
      return apply(numbers, () => ({ statusId }), t`Status of ${which(numbers)}: ${name}.`);
    },
    pipeline(numbers: readonly number[], pipelineId: string) {
      const name = statuses.pipeline(pipelineId)?.name ?? "";
      const there = (number: number) => knownRow(number)?.pipelineId === pipelineId;
      const done = t`${which(numbers)} moved to ${name}.`;
      return apply(numbers, (number) => (there(number) ? null : { pipelineId }), done);
    },
    priority: (numbers: readonly number[], to: Priority | null) =>
      apply(numbers, () => ({ priority: to }), t`Priority of ${which(numbers)}: ${priority(to)}.`),
    assign(numbers: readonly number[], ownerType: "user" | "team" | null, ownerId: string | null) {
      const name = people.owner(ownerType, ownerId);
      const done =
        ownerId === user.id
          ? t`Assigned ${which(numbers)} to you.`
          : name
            ? t`Assigned ${which(numbers)} to ${name}.`
            : t`Removed the owner of ${which(numbers)}.`;
      const owned = (number: number) => knownRow(number)?.ownerId === ownerId;
      return apply(numbers, (number) => (owned(number) ? null : { ownerType, ownerId }), done);
    },
    read(numbers: readonly number[], read: boolean) {
      for (const number of numbers) void setRead(number, read);
    },
    spam: (numbers: readonly number[]) =>
      attempt(async () => {
        const back = await callSpam(numbers.slice(0, 100), false);
        toast({ message: t`${which(numbers)}: spam.`, undo: () => attempt(back) });
      }),
    bin: (numbers: readonly number[]) =>
      binAll(
        numbers,
        t`Moved ${which(numbers)} to the bin.`,
        (number) => t`#${number} was not deleted.`,
      ),
  };

  function pipelineOf(number: number): Pipeline | undefined {
    const row = knownRow(number);
    return row && statuses.pipeline(row.pipelineId);
  }
  function firstClosed(number: number) {
    return pipelineOf(number)?.statuses.find(({ kind }) => kind === "closed");
  }
  function firstOpen(number: number) {
    const pipeline = pipelineOf(number);
    const open = pipeline?.statuses.filter(({ kind }) => kind === "open");
    return open?.find(({ id }) => id === pipeline?.statusOnCustomerReplyId) ?? open?.[0];
  }
}

type Plan = (number: number) => Change | null;

function statusFor(find: (number: number) => { id: string } | undefined): Plan {
  return (number) => {
    const status = find(number);
    return status ? { statusId: status.id } : null;
  };
}

/** Changes each ticket, with one message that undoes them all; a refused one says so and stays as it was. */
async function changeAll(
  numbers: readonly number[],
  plan: Plan,
  done: string,
  failed: (number: number) => string,
): Promise<void> {
  const plans = numbers.flatMap((number) => {
    const change = plan(number);
    return change ? [{ number, change }] : [];
  });
  if (plans.length === 0) return;
  let id = "";
  const work = changeTickets(plans, () => {
    id = toast({ message: done, undo: () => void undo() });
  });
  const undo = async () => takeBack((await work)?.undos ?? []);
  const outcome = await work;
  for (const { number, error } of outcome?.failed ?? []) toastError(error, failed(number));
  if (outcome?.undos.length === 0) dismissToast(id);
}

async function binAll(
  numbers: readonly number[],
  done: string,
  failed: (number: number) => string,
): Promise<void> {
  const gone: number[] = [];
  const work = numbers.map((number) =>
    binTicket(number).then(
      () => gone.push(number),
      (error: unknown) => toastError(error, failed(number)),
    ),
  );
  const undo = async () => {
    await Promise.all(work);
    for (const number of gone)
      void unbinTicket(number).catch((error: unknown) => toastError(error));
  };
  const id = toast({ message: done, undo: () => void undo() });
  await Promise.all(work);
  if (gone.length === 0) dismissToast(id);
}
