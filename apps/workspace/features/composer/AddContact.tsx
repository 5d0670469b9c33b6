import { Trans } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import { ContactFinder } from "../../kit/ContactFinder.tsx";
import { toastError } from "../../kit/toast.ts";
import { changeTicket } from "../../live/change.ts";
import { startWriting } from "../../live/compose.ts";
import classes from "./Composer.module.css";

type Props = {
  ticket: Ticket;
  /** Grows with each wish to write. */
  wish: number;
};

/** In place of the editor while there is nobody to write to. */
export function AddContact({ ticket, wish }: Props) {
  async function add(id: string) {
    try {
      await changeTicket(ticket.number, {
        contactIds: [...ticket.contacts.map((contact) => contact.id), id],
      });
      startWriting(ticket.number, "reply");
    } catch (error) {
      toastError(error);
    }
  }
  return (
    <div className={classes.nobody}>
      <p className={classes.nobodyTitle}>
        <Trans>Add contact</Trans>
      </p>
      <p className={classes.nobodyText}>
        <Trans>
          There is nobody to write to yet. Add the person this ticket is about, and the conversation
          starts here.
        </Trans>
      </p>
      <ContactFinder
        key={wish}
        autoFocus={wish > 0}
        except={ticket.contacts.map((contact) => contact.id)}
        onPick={(contact) => void add(contact.id)}
      />
    </div>
  );
}
