import { IconUserOff, IconUserPlus, IconUsersGroup } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useRef } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { useChange } from "../../kit/change.ts";
import { useOwners } from "../../kit/owners.tsx";
import { Picker, type PickerHandle } from "../../kit/Picker.tsx";
import { usePeople } from "../../live/people.ts";
import { useSession } from "../../live/session.ts";
import { picked } from "../../live/picked.ts";
import { useStore } from "../../live/store.ts";
import { useAction } from "../../shell/keyboard.ts";
import classes from "./TicketHeader.module.css";

/** Whose ticket it is: a colleague, a team or nobody. I come first. */
export function OwnerPicker({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const people = usePeople();
  const { user: me } = useSession();
  const change = useChange(ticket.number);
  const picker = useRef<PickerHandle>(null);
  const none = useStore(picked) === 0;
  const { ownerType, ownerId, number, may } = ticket;
  useAction({
    id: "ticket.assign",
    label: t`Assign…`,
    keys: "a",
    group: "ticket",
    icon: IconUserPlus,
    writes: true,
    run: () => picker.current?.open(),
    when: may.edit && none,
  });
  const owner = people.owner(ownerType, ownerId);

  const now = ownerId ? `${ownerType}:${ownerId}` : "nobody";
  function set(value: string) {
    if (value === now) return;
    const [type, id = ""] = value.split(":");
    if (type !== "user" && type !== "team")
      return void change({ ownerType: null, ownerId: null }, t`#${number} has no owner now.`);
    const name = people.owner(type, id) ?? "";
    void change(
      { ownerType: type, ownerId: id },
      id === me.id ? t`Assigned #${number} to you.` : t`Assigned #${number} to ${name}.`,
    );
  }

  return (
    <Picker
      ref={picker}
      label={t`Owner`}
      value={now}
      options={useOwners()}
      onPick={set}
      search={t`Find a colleague or team`}
      disabled={!may.edit}
    >
      {owner ? (
        ownerType === "team" ? (
          <IconUsersGroup size={16} stroke={1.5} aria-hidden />
        ) : (
          <Avatar name={owner} size={20} />
        )
      ) : (
        <IconUserOff size={16} stroke={1.5} aria-hidden />
      )}
      {owner ? (
        <span>{owner}</span>
      ) : (
        <span className={classes.none}>
          <Trans>No owner</Trans>
        </span>
      )}
    </Picker>
  );
}
