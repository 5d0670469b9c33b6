import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { IconMinus, IconPictureInPictureOff, IconSquare } from "@tabler/icons-react";
import { useLingui } from "@lingui/react/macro";
import { useState } from "react";
import { Tool } from "../../kit/Tool.tsx";
import { float, useCompose, useFloating } from "../../live/compose.ts";
import { useConversation } from "../../live/conversation.ts";
import { useDraft } from "../../live/drafts.ts";
import { queries } from "../../live/queries.ts";
import type { DraftKind } from "../../live/writing.ts";
import { lastView } from "../../shell/layout.ts";
import classes from "./Composer.module.css";
import { Writer } from "./Writer.tsx";

/** The window that a draft was popped out into; it stays while other tickets are browsed. */
export function FloatingComposer() {
  const floating = useFloating();
  return floating ? <Window key={`${floating.number}${floating.kind}`} {...floating} /> : null;
}

function Window({ number, kind }: { number: number; kind: DraftKind }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { number: open } = useParams({ strict: false });
  const [small, setSmall] = useState(false);
  const { wish } = useCompose(number);
  const ticket = useQuery(queries.ticket(number)).data;
  const { messages = [] } = useConversation(number);
  const desk = useDraft({ number, hasDraft: ticket?.hasDraft ?? false }, kind);
  if (!ticket || !desk) return null;

  const dock = () => {
    float(null);
    if (Number(open) !== number)
      void navigate({ to: "/tickets/$view/$number", params: { view: lastView(), number } });
  };
  const title = `#${number} ${ticket.name}`;
  const says = {
    reply: { kind: t`Reply`, title: t`Reply to ${title}` },
    comment: { kind: t`Comment`, title: t`Comment on ${title}` },
    forward: { kind: t`Forward`, title: t`Forward from ${title}` },
  }[kind];
  return (
    <section
      className={classes.window}
      data-small={small || undefined}
      role="dialog"
      aria-label={says.title}
    >
      <div className={classes.bar}>
        <span className={classes.title}>{title}</span>
        <Tool
          label={small ? t`Open again` : t`Minimise`}
          onClick={() => setSmall(!small)}
          icon={
            small ? <IconSquare size={14} stroke={1.5} /> : <IconMinus size={16} stroke={1.5} />
          }
        />
        <Tool
          label={t`Back into the ticket`}
          onClick={dock}
          icon={<IconPictureInPictureOff size={16} stroke={1.5} />}
        />
      </div>
      {small ? null : (
        <Writer
          ticket={ticket}
          desk={desk}
          messages={messages}
          wish={Math.max(1, wish)}
          tabs={<span className={classes.kind}>{says.kind}</span>}
          expanded
        />
      )}
    </section>
  );
}
