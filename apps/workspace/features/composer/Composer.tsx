import { UnstyledButton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Trans, useLingui } from "@lingui/react/macro";
import { type ReactNode, useEffect, useState } from "react";
import type { Ticket } from "#contract/tickets.ts";
import type { Message } from "#contract/messages.ts";
import { ResizeHandle } from "../../kit/ResizeHandle.tsx";
import { chooseKind, float, startWriting, useCompose } from "../../live/compose.ts";
import { useConversation } from "../../live/conversation.ts";
import { saveEverything, useDraft } from "../../live/drafts.ts";
import { queries } from "../../live/queries.ts";
import { isBlank } from "../../live/writing.ts";
import { AddContact } from "./AddContact.tsx";
import classes from "./Composer.module.css";
import { ReadOnly } from "./ReadOnly.tsx";
import { useMeasured, useRest } from "./rest.ts";
import { Tabs } from "./Tabs.tsx";
import { leaveByEscape, Writer } from "./Writer.tsx";

const least = 140;
/** Pixels of the editor at rest. */
const one = 44;
const none: Message[] = [];

/** The place to write, under the conversation: reply or comment, as tall as one likes, or out in a window. */
export function Composer({ number }: { number: number }) {
  const ticket = useQuery(queries.ticket(number)).data;
  const { messages = none } = useConversation(number);
  if (!ticket) return <div className={classes.composer} style={{ minHeight: one }} />;
  // What was begun while one could still answer stays to be read and copied.
  if (!ticket.may.edit && !ticket.hasDraft) return <ReadOnly />;
  return <Ready key={number} ticket={ticket} messages={messages} />;
}

function Ready({ ticket, messages }: { ticket: Ticket; messages: Message[] }) {
  const { t } = useLingui();
  const { number } = ticket;
  const { kind: chosen, floating, wish } = useCompose(number, ticket.draft?.kind);
  const reply = useDraft(ticket, "reply");
  const comment = useDraft(ticket, "comment");
  const forward = useDraft(ticket, "forward");
  // Sent or discarded, there is nothing to pass on any more.
  const gone = chosen === "forward" && forward?.writing.replyToMessageId === null;
  const written = (one: typeof reply) => (one ? !isBlank(one.writing) : false);
  // On a call comments come with the first mail, be it a draft.
  const comments = ticket.may.comment || written(reply) || written(comment);
  const kind = gone || (chosen === "comment" && !comments) ? "reply" : chosen;
  const desk = { reply, comment, forward }[kind];
  const [before] = useState(wish);
  const [height, setHeight] = useState<number | null>(null);
  const [expanded, setExpanded] = useState(false);
  useSaveOnLeave();
  const place = useMeasured();
  const { resting, onFocus, ...rest } = useRest(
    // A forward has its recipients to be named: it does not rest.
    !expanded && !!desk && kind !== "forward" && isBlank(desk.writing),
  );

  const tabs = (
    <Tabs
      kind={kind}
      comments={comments}
      written={{ reply: written(reply), comment: written(comment), forward: written(forward) }}
      onChoose={(tab) => startWriting(number, tab)}
    />
  );
  const alone = ticket.contacts.length === 0 && ticket.participants.length === 0;
  return (
    <div
      ref={place}
      className={classes.composer}
      data-kind={kind}
      data-expanded={expanded || undefined}
      data-resting={resting || undefined}
      style={height !== null && !expanded && !resting ? { height } : undefined}
      onFocus={() => {
        onFocus();
        // What is written in stays in front, whatever draft another device saves meanwhile.
        chooseKind(number, kind);
      }}
      {...rest}
    >
      <ResizeHandle
        label={t`Height of the editor`}
        axis="y"
        side="end"
        value={height ?? 220}
        min={least}
        max={Math.round(window.innerHeight * 0.7)}
        onChange={setHeight}
        onReset={() => setHeight(null)}
      />
      {floating === kind ? (
        <Elsewhere tabs={tabs} />
      ) : kind === "reply" && alone ? (
        <div role="presentation" className={classes.plain} onKeyDown={leaveByEscape}>
          <header>{tabs}</header>
          <AddContact ticket={ticket} wish={wish - before} />
        </div>
      ) : desk ? (
        <Writer
          ticket={ticket}
          desk={desk}
          messages={messages}
          wish={wish}
          tabs={tabs}
          expanded={expanded}
          resting={resting}
          onExpand={() => setExpanded(!expanded)}
          onFloat={() => {
            setExpanded(false);
            float({ number, kind });
          }}
        />
      ) : (
        <div className={classes.plain}>
          <header>{tabs}</header>
        </div>
      )}
    </div>
  );
}

function Elsewhere({ tabs }: { tabs: ReactNode }) {
  return (
    <div className={classes.plain}>
      <header>{tabs}</header>
      <p className={classes.elsewhere}>
        <Trans>You are writing this in the window.</Trans>{" "}
        <UnstyledButton className={classes.back} onClick={() => float(null)}>
          <Trans>Bring it back here</Trans>
        </UnstyledButton>
      </p>
    </div>
  );
}

/** A tab that is closed or hidden sends what it still holds. */
function useSaveOnLeave() {
  useEffect(() => {
    const leave = () => document.visibilityState === "hidden" && saveEverything(true);
    const close = () => saveEverything(true);
    document.addEventListener("visibilitychange", leave);
    window.addEventListener("pagehide", close);
    return () => {
      document.removeEventListener("visibilitychange", leave);
      window.removeEventListener("pagehide", close);
    };
  }, []);
}
