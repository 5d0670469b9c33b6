import { UnstyledButton } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import { IconLayoutList } from "@tabler/icons-react";
import { Fragment, type ReactNode, useRef, useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { useFocusAfter } from "../../kit/focus.ts";
import type { DetailCard } from "../../shell/layout.ts";
import { ArrangeCards } from "./ArrangeCards.tsx";
import { useCards } from "./cards.ts";
import { CompanyCard } from "./CompanyCard.tsx";
import { ContactsCard } from "./ContactsCard.tsx";
import { DealsCard } from "./DealsCard.tsx";
import { OtherTickets } from "./OtherTickets.tsx";
import { PropertiesCard } from "./PropertiesCard.tsx";
import classes from "./Sidebar.module.css";

/** The cards beside a ticket, as one has arranged them. */
export function Details({ ticket }: { ticket: Ticket }) {
  const { all } = useCards();
  const [arranging, setArranging] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  useFocusAfter(arranging, place, "[data-arrange]");
  if (arranging) return <ArrangeCards onDone={() => setArranging(false)} />;
  return (
    <div ref={place}>
      {all.map(({ id, shown }) => (
        <Fragment key={id}>{shown ? drawn[id](ticket) : null}</Fragment>
      ))}
      <UnstyledButton data-arrange className={classes.arrange} onClick={() => setArranging(true)}>
        <IconLayoutList size={14} stroke={1.5} aria-hidden /> <Trans>Arrange cards</Trans>
      </UnstyledButton>
    </div>
  );
}

const drawn: Record<DetailCard, (ticket: Ticket) => ReactNode> = {
  ticket: (ticket) => <PropertiesCard key={ticket.number} ticket={ticket} />,
  contacts: (ticket) => <ContactsCard ticket={ticket} />,
  company: (ticket) => <CompanyCard ticket={ticket} />,
  deals: (ticket) => <DealsCard ticket={ticket} />,
  tickets: ({ contact, number }) =>
    contact ? <OtherTickets contactId={contact.id} number={number} /> : null,
};
