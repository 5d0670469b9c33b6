import { IconPencil, IconTrash } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { Tool } from "../../kit/Tool.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { bringBack, removeComment } from "../../live/comments.ts";
import { useSession } from "../../live/session.ts";

type Props = { message: Message; ticket: Ticket; onEdit(): void };

/** What its author does with a comment, and a Super Admin: change it, delete it. */
export function CommentTools({ message, ticket, onEdit }: Props) {
  const { t } = useLingui();
  const { user } = useSession();
  const own = message.author.id === user.id;
  if (!ticket.may.edit) return null;

  async function remove() {
    try {
      await removeComment(message);
      toast({
        message: t`The comment is deleted.`,
        undo: () => void bringBack(message).catch((error: unknown) => toastError(error)),
      });
    } catch (error) {
      toastError(error);
    }
  }

  return (
    <>
      {own ? (
        <Tool
          size={26}
          label={t`Change`}
          icon={<IconPencil size={16} stroke={1.5} />}
          onClick={onEdit}
        />
      ) : null}
      {own || user.rights.superAdmin ? (
        <Tool
          size={26}
          label={t`Delete`}
          icon={<IconTrash size={16} stroke={1.5} />}
          onClick={() => void remove()}
        />
      ) : null}
    </>
  );
}
