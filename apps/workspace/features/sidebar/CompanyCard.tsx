import { ActionIcon } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconBuilding, IconPencil, IconX } from "@tabler/icons-react";
import { Plural, Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import { Tip } from "../../kit/Tip.tsx";
import { useChange } from "../../kit/change.ts";
import { CompanyFinder } from "../../kit/CompanyFinder.tsx";
import { queries } from "../../live/queries.ts";
import { Card } from "./Card.tsx";
import { Past } from "./Past.tsx";
import { CompanyProperties } from "../../kit/RecordProperties.tsx";
import classes from "./Sidebar.module.css";

export function CompanyCard({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const change = useChange(ticket.number);
  const [choosing, setChoosing] = useState(false);
  const { companyId, number, may } = ticket;
  const company = useQuery({
    ...queries.company(companyId ?? ""),
    enabled: companyId !== null,
  }).data;
  const name = company?.name ?? ticket.companyName;

  function set(id: string | null, said: string) {
    setChoosing(false);
    void change({ companyId: id }, said);
  }

  return (
    <Card
      title={t`Company`}
      action={
        may.edit ? (
          <Tip label={companyId ? t`Change the company` : t`Add a company`}>
            <ActionIcon
              size={24}
              aria-label={companyId ? t`Change the company` : t`Add a company`}
              aria-expanded={choosing}
              onClick={() => setChoosing(!choosing)}
            >
              <IconPencil size={14} stroke={1.5} />
            </ActionIcon>
          </Tip>
        ) : null
      }
    >
      {companyId ? (
        <div className={classes.person}>
          <IconBuilding size={20} stroke={1.5} aria-hidden />
          <div className={classes.personText}>
            <Link to="/companies/$id" params={{ id: companyId }} className={classes.personName}>
              {name}
            </Link>
            {company?.domain ? (
              <a href={`https://${company.domain}`} target="_blank" rel="noopener noreferrer">
                {company.domain}
              </a>
            ) : null}
            {company ? (
              <>
                <span className={classes.faint}>
                  <Plural value={company.openTickets} one="# open ticket" other="# open tickets" />
                </span>
                <CompanyProperties company={company} />
              </>
            ) : null}
            <Past ticket={ticket} kind="company" id={companyId} name={name ?? ""} />
          </div>
          {may.edit ? (
            <ActionIcon
              size={24}
              aria-label={t`Remove the company`}
              onClick={() => set(null, t`#${number} has no company now.`)}
            >
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          ) : null}
        </div>
      ) : choosing ? null : (
        <p className={classes.nothing}>
          <Trans>None</Trans>
        </p>
      )}
      {choosing ? (
        <div className={classes.finder}>
          <CompanyFinder
            autoFocus
            onPick={(picked) => set(picked.id, t`Company of #${number}: ${picked.name}.`)}
          />
        </div>
      ) : null}
    </Card>
  );
}
