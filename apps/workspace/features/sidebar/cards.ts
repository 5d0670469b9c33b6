import { useLingui } from "@lingui/react/macro";
import { moved } from "../../kit/Sortable.tsx";
import { arrange, DetailCard, useLayout } from "../../shell/layout.ts";

export type Arranged = { id: DetailCard; name: string; shown: boolean };

/** The cards of the details, in the order that one has given them; those that came later stand at the end. */
export function useCards() {
  const { t } = useLingui();
  const { cards, cardsAway } = useLayout();
  const names: Record<DetailCard, string> = {
    ticket: t`Ticket`,
    contacts: t`Contacts`,
    company: t`Company`,
    deals: t`Deals`,
    tickets: t`Other tickets`,
  };
  const order = [...new Set([...cards, ...DetailCard.options])];
  const all = order.map((id): Arranged => ({
    id,
    name: names[id],
    shown: !cardsAway.includes(id),
  }));

  function place(id: string, at: number): Promise<void> {
    arrange({ cards: moved(all, id, at).map((one) => one.id) });
    return Promise.resolve();
  }
  function show(id: DetailCard, shown: boolean): void {
    const others = cardsAway.filter((one) => one !== id);
    arrange({ cardsAway: shown ? others : [...others, id] });
  }
  const asUsual = cards.length === 0 && cardsAway.length === 0;
  return { all, place, show, asUsual, reset: () => arrange({ cards: [], cardsAway: [] }) };
}
