import { Button } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import type { Editor } from "@tiptap/core";
import type { Ticket } from "#contract/tickets.ts";
import type { Desk } from "../../live/drafts.ts";
import { useStatuses } from "../../live/statuses.ts";
import { isBlank } from "../../live/writing.ts";
import type { Insertable } from "./insertable.ts";
import { SendButton } from "./SendButton.tsx";
import { Toolbar } from "./Toolbar.tsx";
import classes from "./Writer.module.css";

type Props = {
  ticket: Ticket;
  desk: Desk;
  editor: Editor | null;
  offered: readonly Insertable[];
  /** Why it was not sent. */
  said: string | null;
  onFiles(files: File[]): void;
  onSend(statusId?: string): void;
  onSendLater(sendAt: string): void;
  onComment(): void;
};

/** Formatting at the left, the way out at the right. */
export function WriterBottom({
  ticket,
  desk,
  editor,
  offered,
  said,
  onFiles,
  onSend,
  onSendLater,
  onComment,
}: Props) {
  const { pipeline } = useStatuses();
  const may = ticket.may.edit && desk.state !== "conflict";
  return (
    <>
      {said ? (
        <p className={classes.said} role="alert">
          {said}
        </p>
      ) : null}
      <footer className={classes.bottom}>
        <Toolbar editor={editor} offered={offered} onFiles={onFiles} />
        {desk.kind === "reply" ? (
          <SendButton
            statuses={pipeline(ticket.pipelineId)?.statuses ?? []}
            currentStatusId={ticket.statusId}
            disabled={!may}
            onSend={onSend}
            onSendLater={onSendLater}
          />
        ) : desk.kind === "forward" ? (
          <Button
            size="compact-sm"
            className={classes.forward}
            disabled={!may}
            onClick={() => onSend()}
          >
            <Trans>Forward</Trans>
          </Button>
        ) : (
          <Button
            className={classes.add}
            size="compact-sm"
            disabled={!may || isBlank(desk.writing)}
            onClick={onComment}
          >
            <Trans>Add comment</Trans>
          </Button>
        )}
      </footer>
    </>
  );
}
