import { IconBraces } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { type Token, tokens } from "#contract/content.ts";
import { useProperties } from "../../kit/PropertyWords.tsx";
import { Picker } from "../../kit/Picker.tsx";

/** Offers what a text can be filled with and hands it over as it is written: `{{contact.name}}`. */
export function TokenPicker({ onPick }: { onPick: (written: string) => void }) {
  const { t } = useLingui();
  const names = useTokenNames();
  const own = useOwnTokens();
  const groups: Record<string, string> = {
    contact: t`Contact`,
    company: t`Company`,
    ticket: t`Ticket`,
    deal: t`Deal`,
    sender: t`Sender`,
    desk: t`Desk`,
  };
  const standard = tokens.map((token) => ({ token: token as string, label: names[token] }));
  const options = Object.keys(groups).flatMap((kind) =>
    [...standard, ...own]
      .filter(({ token }) => token.startsWith(`${kind}.`))
      .map(({ token, label }) => ({
        ...{ value: token, label, hint: `{{${token}}}`, group: groups[kind] ?? "" },
      })),
  );
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

/** Properties that the desk defined; what every record has goes before one of the same name. */
function useOwnTokens() {
  const of = {
    contact: useProperties("contact"),
    company: useProperties("company"),
    ticket: useProperties("ticket"),
    deal: useProperties("deal"),
  };
  const taken = new Set<string>(tokens);
  return Object.entries(of).flatMap(([kind, properties]) =>
    properties
      .filter(({ builtIn, type }) => !builtIn && type !== "file")
      .map(({ name, label }) => ({ token: `${kind}.${name}`, label }))
      .filter(({ token }) => !taken.has(token)),
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
    "deal.name": t`Name of the deal`,
    "deal.amount": t`Amount of the deal`,
    "deal.stage": t`Stage of the deal`,
    "deal.close_date": t`Close date of the deal`,
    "sender.name": t`My name`,
    "sender.first_name": t`My first name`,
    "sender.email": t`My e-mail`,
    "desk.name": t`Name of the desk`,
  };
}
