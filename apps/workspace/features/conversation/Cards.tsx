import { useQuery } from "@tanstack/react-query";
import { isCardFile } from "#contract/attached.ts";
import type { Message } from "#contract/messages.ts";
import { queries } from "../../live/queries.ts";
import classes from "./Cards.module.css";
import { Event } from "./Event.tsx";
import { Person } from "./Person.tsx";

/** Invitations and contact cards that came with a message, as what they mean. */
export function Cards({ message }: { message: Message }) {
  const { data } = useQuery({
    ...queries.messageCards(message.ticketNumber, message.id),
    enabled: message.attachments.some(isCardFile),
  });
  if (!data || data.items.length === 0) return null;
  return (
    <ul className={classes.cards}>
      {data.items.map((card, index) => (
        <li key={index} className={classes.card}>
          {card.kind === "event" ? (
            <Event card={card} alone={message.text.trim() === ""} />
          ) : (
            <Person card={card} />
          )}
        </li>
      ))}
    </ul>
  );
}
