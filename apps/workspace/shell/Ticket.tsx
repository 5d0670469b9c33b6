import { CommentEdit } from "../features/composer/CommentEdit.tsx";
import { Composer } from "../features/composer/Composer.tsx";
import { Thread } from "../features/conversation/Thread.tsx";
import { TicketHeader } from "../features/header/TicketHeader.tsx";
import classes from "./Ticket.module.css";

/** The conversation pane of one ticket: what it is, what was said, and the place to answer. */
export function Ticket({ number }: { number: number }) {
  return (
    <div className={classes.ticket}>
      <TicketHeader number={number} />
      <Thread number={number} commentEditor={CommentEdit} />
      <Composer number={number} />
    </div>
  );
}
