import { IconBraces } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { type Token, tokens } from "#contract/content.ts";
import { Picker } from "../../kit/Picker.tsx";

/** Offers what a text can be filled with and hands it over as it is written: `{{contact.name}}`. */
export function TokenPicker({ onPick }: { onPick: (written: string) => void }) {
  const { t } = useLingui();
  const names = useTokenNames();
  const groups: Record<string, string> = {
    contact: t`Contact`,
    company: t`Company`,
    ticket: t`Ticket`,
    sender: t`Sender`,
    desk: t`Desk`,
  };
  const options = tokens.map((token) => ({
    value: token,
    label: names[token],
    hint: `{{${token}}}`,
    group: groups[token.split(".")[0] ?? ""] ?? "",
  }));
  return (
    <Picker
      label={t`Insert a variable`}
      value={null}
      options={options}
      search={t`Find a variable`}
      width={340}
      onPick={(token) => onPick(`{{${token}}}`)}
    >
      <IconBraces size={16} stroke={1.5} aria-hidden />
      <Trans>Variable</Trans>
    </Picker>
  );
}

function useTokenNames(): Record<Token, string> {
  const { t } = useLingui();
  return {
    "contact.name": t`Name of the contact`,
    "contact.first_name": t`First name of the contact`,
    "contact.email": t`E-mail of the contact`,
    "contact.phone": t`Phone of the contact`,
    "contact.job_title": t`Job title of the contact`,
    "company.name": t`Name of the company`,
    "company.domain": t`Domain of the company`,
    "ticket.number": t`Ticket number`,
    "ticket.name": t`Ticket name`,
    "ticket.status": t`Ticket status`,
    "ticket.priority": t`Priority`,
    "ticket.category": t`Category`,
    "sender.name": t`My name`,
    "sender.first_name": t`My first name`,
    "sender.email": t`My e-mail`,
    "desk.name": t`Name of the desk`,
  };
}
