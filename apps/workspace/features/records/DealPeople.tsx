import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import type { Deal } from "#contract/deals.ts";
import { Avatar } from "../../kit/Avatar.tsx";
import { StatusDot } from "../../kit/StatusDot.tsx";
import { useStatuses } from "../../live/statuses.ts";
import { lastView } from "../../shell/layout.ts";
import look from "./Record.module.css";
import { Section } from "./Section.tsx";

/** Who a deal is with, and the tickets it is about. */
export function DealPeople({ deal }: { deal: Deal }) {
  const { t } = useLingui();
  const { status } = useStatuses();
  return (
    <>
      <Section title={t`Contacts`}>
        {deal.contacts.length === 0 ? <None /> : null}
        <ul className={look.links}>
          {deal.contacts.map(({ id, name, email }) => (
            <li key={id}>
              <Link to="/contacts/$id" params={{ id }} className={look.link}>
                <Avatar name={name} size={20} />
                <span className={look.linkName}>{name}</span>
                <span className={`${look.small} ${look.beside}`}>{email}</span>
              </Link>
            </li>
          ))}
        </ul>
      </Section>
      <Section title={t`Tickets`}>
        {deal.tickets.length === 0 ? <None /> : null}
        <ul className={look.links}>
          {deal.tickets.map(({ number, name, statusId }) => {
            const now = status(statusId);
            return (
              <li key={number}>
                <Link
                  to="/tickets/$view/$number"
                  params={{ view: lastView(), number }}
                  className={look.link}
                >
                  {now ? <StatusDot color={now.color} kind={now.kind} /> : null}
                  <span className={look.linkName}>{name}</span>
                  <span className={look.small}>#{number}</span>
                </Link>
              </li>
            );
          })}
        </ul>
      </Section>
    </>
  );
}

function None() {
  return (
    <p className={look.nothing}>
      <Trans>None</Trans>
    </p>
  );
}
