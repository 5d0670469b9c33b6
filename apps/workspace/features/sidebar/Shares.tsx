import { ActionIcon } from "@mantine/core";
import { IconPlus, IconUsersGroup, IconX } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Share, ShareLevel } from "#contract/access.ts";
import type { Ticket } from "#contract/tickets.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { useOwners } from "../../kit/owners.tsx";
import { Picker } from "../../kit/Picker.tsx";
import { ShareLevelPicker, useShareLevelNames } from "../../kit/ShareLevelPicker.tsx";
import { attempt, toast } from "../../kit/toast.ts";
import { usePeople } from "../../live/people.ts";
import { shareNoLonger, shareWith } from "../../live/sharing.ts";
import { Card } from "./Card.tsx";
import classes from "./Sidebar.module.css";

/** Colleagues and teams that see this ticket because somebody shared it with them. */
export function Shares({ ticket, shares }: { ticket: Ticket; shares: Share[] }) {
  const { t } = useLingui();
  const { may, number } = ticket;
  return (
    <Card title={t`Shared with`} action={may.edit ? <Add ticket={ticket} shares={shares} /> : null}>
      {shares.length === 0 ? (
        <p className={classes.nothing}>
          <Trans>Nobody beside its owner.</Trans>
        </p>
      ) : null}
      {shares.map((share) => (
        <One key={share.id} share={share} number={number} mayEdit={may.edit} />
      ))}
    </Card>
  );
}

function Add({ ticket, shares }: { ticket: Ticket; shares: Share[] }) {
  const { t } = useLingui();
  const people = usePeople();
  const { give } = useSharing(ticket.number);
  const taken = new Set([...shares.map(({ id }) => id), ticket.ownerId]);
  const options = useOwners().filter(
    ({ value }) => value !== "nobody" && !taken.has(value.split(":")[1] ?? ""),
  );
  function add(value: string) {
    const [type, id = ""] = value.split(":");
    give({ id, name: people.owner(type === "team" ? "team" : "user", id) ?? "" }, "view");
  }
  return (
    <Picker
      label={t`Share with`}
      value={null}
      options={options}
      onPick={add}
      search={t`Find a colleague or team`}
    >
      <IconPlus size={14} stroke={1.75} aria-hidden />
      <Trans>Add</Trans>
    </Picker>
  );
}

type OneProps = { share: Share; number: number; mayEdit: boolean };

function One({ share, number, mayEdit }: OneProps) {
  const { t } = useLingui();
  const people = usePeople();
  const { give, take } = useSharing(number);
  const { name, level, type, byUserId } = share;
  const by = people.owner("user", byUserId);
  const levels = useShareLevelNames();
  return (
    <div className={classes.person}>
      {type === "team" ? (
        <IconUsersGroup size={24} stroke={1.5} aria-hidden />
      ) : (
        <Avatar name={name} size={24} />
      )}
      <div className={classes.personText}>
        <span className={classes.seer}>{name}</span>
        {mayEdit ? (
          <span className={classes.level}>
            <ShareLevelPicker
              label={t`What ${name} may do`}
              level={level}
              onPick={(to) => give(share, to)}
            />
          </span>
        ) : (
          <span className={classes.faint}>{levels[level]}</span>
        )}
        {by ? (
          <span className={classes.by}>
            <Trans>Shared by {by}</Trans>
          </span>
        ) : null}
      </div>
      {mayEdit ? (
        <ActionIcon
          size={24}
          aria-label={t`Share with ${name} no longer`}
          onClick={() => take(share)}
        >
          <IconX size={14} stroke={1.5} />
        </ActionIcon>
      ) : null}
    </div>
  );
}

type Grantee = { id: string; name: string; level?: ShareLevel };

/** Giving and taking access, each with the way back. */
function useSharing(number: number) {
  const { t } = useLingui();
  const give = ({ id, name, level: before }: Grantee, level: ShareLevel) => {
    if (before === level) return;
    attempt(async () => {
      await shareWith(number, id, level);
      const undo = () =>
        attempt(() => (before ? shareWith(number, id, before) : shareNoLonger(number, id)));
      const message =
        level === "edit"
          ? t`${name} can edit #${number} now.`
          : t`${name} can view #${number} now.`;
      toast({ message, undo });
    });
  };
  const take = ({ id, name, level }: Share) =>
    attempt(async () => {
      await shareNoLonger(number, id);
      const undo = () => attempt(() => shareWith(number, id, level));
      toast({ message: t`#${number} is no longer shared with ${name}.`, undo });
    });
  return { give, take };
}
