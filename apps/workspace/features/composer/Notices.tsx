import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { type Desk, settle } from "../../live/drafts.ts";
import { Conflict } from "./Conflict.tsx";
import { NewsBar } from "./NewsBar.tsx";
import { Target } from "./Target.tsx";
import { Unseen } from "./Unseen.tsx";

type Props = { ticket: Ticket; desk: Desk; messages: Message[]; onCancelTarget(): void };

/** What one should know before going on writing: what is answered, who sees it, what came meanwhile. */
export function Notices({ ticket, desk, messages, onCancelTarget }: Props) {
  const { writing, kind, key, theirs } = desk;
  return (
    <>
      <Target desk={desk} messages={messages} onCancel={onCancelTarget} />
      {kind === "comment" ? (
        <Unseen number={ticket.number} html={writing.html} draftKey={key} />
      ) : null}
      <NewsBar desk={desk} messages={messages} />
      {theirs ? <Conflict theirs={theirs} onChoose={(choice) => settle(key, choice)} /> : null}
    </>
  );
}
