import { Button } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type KeyboardEvent, useState } from "react";
import { Refused } from "#contract/client.ts";
import type { Message } from "#contract/messages.ts";
import { toast } from "../../kit/toast.ts";
import { changeComment } from "../../live/comments.ts";
import { isBlankHtml } from "../../live/writing.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import classes from "./CommentEdit.module.css";
import { EditorSlot } from "./EditorSlot.tsx";
import { Unseen } from "./Unseen.tsx";

type Props = { message: Message; onDone(): void; onAgain(): void };

/** What was typed and left, by comment, until it is saved or this page is closed. */
const left = new Map<string, string>();

/** Changes a comment where it stands. */
export function CommentEdit({ message, onDone, onAgain }: Props) {
  const { t } = useLingui();
  const { id, ticketNumber: number, edition } = message;
  const before = message.html ?? "";
  const [html, setHtml] = useState(left.get(id) ?? before);
  const [from] = useState(edition);
  const { said, busy, save } = useSaving({ message, html, from, onDone });

  function leave() {
    onDone();
    left.delete(id);
    if (html === before) return;
    const undo = () => {
      left.set(id, html);
      onAgain();
    };
    toast({ message: t`The comment stays as it was.`, undo });
  }

  function pressed(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.metaKey || event.ctrlKey)) return;
    event.preventDefault();
    event.stopPropagation();
    void save();
  }

  return (
    <div className={classes.edit} onKeyDownCapture={pressed}>
      <EditorSlot
        label={t`Change the comment`}
        placeholder={t`An internal comment. No customer sees it.`}
        html={html}
        edition={0}
        mentions
        offered={[]}
        wish={1}
        onChange={setHtml}
        onFiles={() => toast({ message: t`Files are added with a new comment.` })}
        onReady={() => undefined}
        onLeave={leave}
      />
      <Unseen number={number} html={html} draftKey={`edit:${id}`} />
      {said ? (
        <p className={classes.said} role="alert">
          {said}
        </p>
      ) : null}
      <div className={classes.ways}>
        <Button variant="default" size="compact-sm" onClick={leave}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          size="compact-sm"
          className={classes.save}
          loading={busy}
          disabled={isBlankHtml(html) && message.attachments.length === 0}
          onClick={() => void save()}
        >
          <Trans>Save</Trans>
        </Button>
      </div>
    </div>
  );
}

type Saving = { message: Message; html: string; from: number; onDone(): void };

function useSaving({ message, html, from, onDone }: Saving) {
  const say = useSayRefusal();
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const { id, ticketNumber: number } = message;
  async function save() {
    if (busy) return;
    setBusy(true);
    setSaid(null);
    const problem = await changeComment({ number, id, html, edition: from });
    setBusy(false);
    if (problem !== undefined)
      return setSaid(say(problem ? new Refused(problem) : new TypeError("away")));
    left.delete(id);
    onDone();
  }
  return { said, busy, save };
}
