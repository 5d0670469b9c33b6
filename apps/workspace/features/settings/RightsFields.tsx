import { Checkbox, Select, Switch } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { Reach, type Rights } from "#contract/people.ts";
import { useSession } from "../../live/session.ts";
import look from "./RightsFields.module.css";

type Props = { rights: Rights; onChange: (rights: Rights) => void };
type Flag = "superAdmin" | "accountAccess" | "serviceAccess" | "salesAccess" | "serviceSeat";
type Deed = keyof Rights["tickets"];

/** What a user may do, each right with its meaning beside it. */
export function RightsFields({ rights, onChange }: Props) {
  const { t } = useLingui();
  const mine = useSession().user.rights;
  const flags: { name: Flag; label: string; says: string; closed?: boolean }[] = [
    {
      name: "superAdmin",
      label: t`Super Admin`,
      says: t`Everything, also making other Super Admins.`,
      closed: !mine.superAdmin,
    },
    { name: "accountAccess", label: t`Account Access`, says: t`The settings of the desk.` },
    {
      name: "serviceAccess",
      label: t`Service access`,
      says: t`The help desk: see and answer tickets.`,
    },
    { name: "salesAccess", label: t`Sales access`, says: t`Opens the help desk as well.` },
    {
      name: "serviceSeat",
      label: t`Service seat`,
      says: t`Every view. Without it only My mentions, Following, All open and Drafts.`,
    },
  ];
  const free = rights.superAdmin;
  return (
    <>
      <fieldset className={look.group}>
        <legend>
          <Trans>Rights</Trans>
        </legend>
        {flags.map(({ name, label, says, closed }) => (
          <Switch
            key={name}
            label={label}
            description={says}
            checked={rights[name] || (free && name !== "superAdmin")}
            disabled={closed || (free && name !== "superAdmin")}
            onChange={(event) => onChange({ ...rights, [name]: event.currentTarget.checked })}
          />
        ))}
      </fieldset>
      <fieldset className={look.group} disabled={free}>
        <legend>
          <Trans>Whose tickets</Trans>
        </legend>
        {free ? (
          <p className={look.says}>
            <Trans>A Super Admin sees, changes and deletes all tickets.</Trans>
          </p>
        ) : (
          <TicketRights
            tickets={rights.tickets}
            onChange={(tickets) => onChange({ ...rights, tickets })}
          />
        )}
      </fieldset>
    </>
  );
}

function TicketRights({
  tickets,
  onChange,
}: {
  tickets: Rights["tickets"];
  onChange: (to: Rights["tickets"]) => void;
}) {
  const { t } = useLingui();
  const deeds: [Deed, string][] = [
    ["view", t`See`],
    ["edit", t`Change and answer`],
    ["delete", t({ message: "Delete", context: "a right" })],
  ];
  const reaches: Record<Reach, string> = {
    all: t`All tickets`,
    team: t`Those of their teams`,
    own: t`Only their own`,
    none: t`None`,
  };
  return deeds.map(([deed, label]) => {
    const { reach, unassigned } = tickets[deed];
    const change = (to: Partial<Rights["tickets"][Deed]>) =>
      onChange({ ...tickets, [deed]: { ...tickets[deed], ...to } });
    return (
      <div key={deed} className={look.deed}>
        <Select
          label={label}
          allowDeselect={false}
          data={Reach.options.map((value) => ({ value, label: reaches[value] }))}
          value={reach}
          onChange={(value) => change({ reach: Reach.parse(value) })}
        />
        <Checkbox
          label={t`Unassigned too`}
          aria-label={t`${label}: unassigned too`}
          checked={reach === "all" || unassigned}
          disabled={reach === "all"}
          onChange={(event) => change({ unassigned: event.currentTarget.checked })}
        />
      </div>
    );
  });
}
