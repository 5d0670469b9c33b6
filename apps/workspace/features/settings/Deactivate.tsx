import { Button, Group, Modal, Radio, Select } from "@mantine/core";
import { plural } from "@lingui/core/macro";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { User } from "#contract/people.ts";
import { deactivateUser } from "#contract/users.ts";
import { Notice } from "../../kit/Notice.tsx";
import { toast } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { usePeople } from "../../live/people.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import look from "./fields.module.css";

type Props = { user: User; opened: boolean; onClose: () => void };
type Choice = "stay" | "team" | "user" | "nobody";

/** Asks what becomes of the open tickets of somebody who leaves; both happen together or not at all. */
export function Deactivate({ user, opened, onClose }: Props) {
  const { t } = useLingui();
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t`Deactivate ${user.name}?`}
      size="sm"
      withCloseButton={false}
    >
      <Question user={user} onClose={onClose} />
    </Modal>
  );
}

function Question({ user, onClose }: Omit<Props, "opened">) {
  const sayRefusal = useSayRefusal();
  const { data, error } = useQuery(queries.openTicketsOfUser(user.id));
  const [choice, setChoice] = useState<Choice>("stay");
  const [ownerId, setOwnerId] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const count = data?.count ?? 0;
  const handing = handingOver(choice, ownerId);
  const done = useDone(user);

  async function confirm() {
    if (!handing) return;
    setBusy(true);
    setProblem(null);
    try {
      await done(await call(deactivateUser, { id: user.id, ...handing }));
      onClose();
    } catch (refused) {
      setProblem(sayRefusal(refused));
    }
    setBusy(false);
  }

  return (
    <div className={look.panel}>
      <p className={look.hint}>
        <Trans>
          Sessions and API tokens end at once. What they wrote stays under their name. You can
          activate them again.
        </Trans>
      </p>
      {count > 0 ? (
        <Tickets
          count={count}
          user={user}
          {...{ choice, ownerId, setOwnerId }}
          setChoice={(next) => {
            setChoice(next);
            setOwnerId(next === "team" ? (user.teamIds[0] ?? null) : null);
          }}
        />
      ) : null}
      {problem || error ? <Notice tone="danger">{problem ?? sayRefusal(error)}</Notice> : null}
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose} data-autofocus>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          color="red"
          loading={busy}
          disabled={!data || !handing}
          onClick={() => void confirm()}
        >
          <Trans>Deactivate</Trans>
        </Button>
      </Group>
    </div>
  );
}

function useDone(user: User) {
  const { t } = useLingui();
  return async ({ movedTickets }: { movedTickets: number }) => {
    const moved = plural(movedTickets, {
      one: "# ticket was handed on.",
      other: "# tickets were handed on.",
    });
    const gone = t`${user.name} is deactivated.`;
    toast({ message: movedTickets > 0 ? `${gone} ${moved}` : gone });
    await cache.invalidateQueries({ queryKey: queries.user(user.id).queryKey });
    await cache.invalidateQueries({ queryKey: queries.users().queryKey });
  };
}

/** What is asked of the server; null while it is still to be said which team or colleague. */
function handingOver(choice: Choice, ownerId: string | null) {
  if (choice === "stay") return {};
  if (choice === "nobody") return { newOwner: null };
  return ownerId ? { newOwner: { type: choice, id: ownerId } } : null;
}

type TicketsProps = {
  count: number;
  user: User;
  choice: Choice;
  setChoice: (choice: Choice) => void;
  ownerId: string | null;
  setOwnerId: (id: string | null) => void;
};

function Tickets({ count, user, choice, setChoice, ownerId, setOwnerId }: TicketsProps) {
  const { t } = useLingui();
  const { users, teams } = usePeople();
  const colleagues = users.filter(({ id, state }) => state === "active" && id !== user.id);
  const options = (people: readonly { id: string; name: string }[]) =>
    people.map(({ id, name }) => ({ value: id, label: name }));
  return (
    <>
      <Radio.Group
        label={plural(count, {
          one: "What becomes of their open ticket?",
          other: "What becomes of their # open tickets?",
        })}
        value={choice}
        onChange={(value) => setChoice(choices.find((one) => one === value) ?? "stay")}
      >
        <div className={look.choices}>
          <Radio value="stay" label={t`Stay with ${user.name}`} />
          <Radio value="nobody" label={t`Become unassigned`} />
          <Radio value="team" label={t`Go to a team`} disabled={teams.length === 0} />
          <Radio value="user" label={t`Go to a colleague`} disabled={colleagues.length === 0} />
        </div>
      </Radio.Group>
      {choice === "team" || choice === "user" ? (
        <Select
          aria-label={choice === "team" ? t`Team` : t`Colleague`}
          placeholder={choice === "team" ? t`Choose a team` : t`Choose a colleague`}
          searchable
          data={options(choice === "team" ? teams : colleagues)}
          value={ownerId}
          onChange={setOwnerId}
        />
      ) : null}
    </>
  );
}

const choices: readonly Choice[] = ["stay", "nobody", "team", "user"];
