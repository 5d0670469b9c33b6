import { ActionIcon } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { IconBriefcase, IconPlus, IconX } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { addDealToTicket, createDeal, removeDealFromTicket } from "#contract/deals.ts";
import type { Ticket } from "#contract/tickets.ts";
import { DealFinder } from "../../kit/DealFinder.tsx";
import { Tip } from "../../kit/Tip.tsx";
import { making } from "../../kit/making.ts";
import { toast, toastError } from "../../kit/toast.ts";
import { call } from "../../live/api.ts";
import { cache } from "../../live/cache.ts";
import { queries } from "../../live/queries.ts";
import { Card } from "./Card.tsx";
import classes from "./Sidebar.module.css";

type Named = { id: string; name: string };

/** What may be sold to the people of the ticket. */
export function DealsCard({ ticket }: { ticket: Ticket }) {
  const { t } = useLingui();
  const { number, may } = ticket;
  const [adding, setAdding] = useState(false);
  const list = useInfiniteQuery(queries.dealPages({ ticketNumber: number }));
  const deals = list.data?.pages.flatMap(({ items }) => items) ?? [];
  const { add, remove, create } = useDeals(ticket);
  return (
    <Card
      title={t`Deals`}
      action={
        may.edit ? (
          <Tip label={t`Add a deal`}>
            <ActionIcon
              size={24}
              aria-label={t`Add a deal`}
              aria-expanded={adding}
              onClick={() => setAdding(!adding)}
            >
              <IconPlus size={14} stroke={1.75} />
            </ActionIcon>
          </Tip>
        ) : null
      }
    >
      {deals.map(({ id, name, companyName }) => (
        <div key={id} className={classes.person}>
          <IconBriefcase size={20} stroke={1.5} aria-hidden />
          <div className={classes.personText}>
            <Link to="/deals/$id" params={{ id }} className={classes.personName}>
              {name}
            </Link>
            <span className={classes.faint}>{companyName}</span>
          </div>
          {may.edit ? (
            <ActionIcon
              size={24}
              aria-label={t`Remove ${name}`}
              onClick={() => remove({ id, name })}
            >
              <IconX size={14} stroke={1.5} />
            </ActionIcon>
          ) : null}
        </div>
      ))}
      {deals.length === 0 && !adding ? (
        <p className={classes.nothing}>
          <Trans>None</Trans>
        </p>
      ) : null}
      {adding ? (
        <div className={classes.finder}>
          <DealFinder
            autoFocus
            except={deals.map(({ id }) => id)}
            onPick={(deal) => {
              setAdding(false);
              add(deal);
            }}
            onCreate={(name) => {
              setAdding(false);
              create(name);
            }}
          />
        </div>
      ) : null}
    </Card>
  );
}

/** Adds and removes deals, each with the way back. */
function useDeals({ number, contacts, companyId }: Ticket) {
  const { t } = useLingui();
  const refresh = () => cache.invalidateQueries({ queryKey: ["deals"] });
  const attempt = (work: () => Promise<unknown>) =>
    void work()
      .then(refresh)
      .catch((error: unknown) => toastError(error));
  const put = (id: string) => call(addDealToTicket, { number, id });
  const take = (id: string) => call(removeDealFromTicket, { number, id });
  const add = ({ id, name }: Named) =>
    attempt(async () => {
      await put(id);
      const undo = () => attempt(() => take(id));
      toast({ message: t`${name} added to #${number}.`, undo });
    });
  const remove = ({ id, name }: Named) =>
    attempt(async () => {
      await take(id);
      const undo = () => attempt(() => put(id));
      toast({ message: t`${name} removed from #${number}.`, undo });
    });
  const create = (name: string) =>
    attempt(async () => {
      const contactIds = contacts.map((contact) => contact.id);
      const made = await making("deal", name, (properties) =>
        call(createDeal, { name, contactIds, companyId, properties }),
      );
      if (made) await put(made.id);
    });
  return { add, remove, create };
}
