import { Button } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconClock } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useState } from "react";
import type { ScheduledReply } from "#contract/scheduled.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { RichText } from "../../kit/RichText.tsx";
import { toast, toastError } from "../../kit/toast.ts";
import { startWriting } from "../../live/compose.ts";
import { queries } from "../../live/queries.ts";
import { sendNow, stopSending } from "../../live/schedule.ts";
import { useSession } from "../../live/session.ts";
import classes from "./Planned.module.css";

/** Replies that are still to leave, below the newest message. */
export function Planned({ number, mayEdit }: { number: number; mayEdit: boolean }) {
  const items = useQuery(queries.scheduled(number)).data?.items ?? [];
  return items.map((one) => <Reply key={one.id} planned={one} mayEdit={mayEdit} />);
}

function Reply({ planned, mayEdit }: { planned: ScheduledReply; mayEdit: boolean }) {
  const { t, i18n } = useLingui();
  const [busy, setBusy] = useState(false);
  const mine = useSession().user.id === planned.author.id;
  const at = fullMoment(planned.sendAt, i18n.locale);
  const { name } = planned.author;
  const run = (work: () => Promise<unknown>) => {
    setBusy(true);
    work()
      .catch((error: unknown) => toastError(error))
      .finally(() => setBusy(false));
  };
  const edit = async () => {
    await stopSending(planned);
    startWriting(planned.ticketNumber, "reply");
  };
  const stop = async () => {
    await stopSending(planned);
    toast({
      message: mine
        ? t`Not sent: it is a draft of yours again.`
        : t`Not sent: it is a draft of ${name} again.`,
    });
  };
  return (
    <li className={classes.planned}>
      <article aria-label={t`Planned reply by ${name}`}>
        <header className={classes.head}>
          <IconClock size={16} stroke={1.5} aria-hidden />
          <span>
            <Trans>
              <b>{name}</b> sends this on <time dateTime={planned.sendAt}>{at}</time>
            </Trans>
          </span>
        </header>
        <RichText html={planned.html} label={t`Text of the planned reply`} />
        {planned.attachments.length > 0 ? (
          <p className={classes.files}>{planned.attachments.map((file) => file.name).join(", ")}</p>
        ) : null}
        {mayEdit ? (
          <div className={classes.acts}>
            {mine ? (
              <>
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={busy}
                  onClick={() => run(() => sendNow(planned))}
                >
                  <Trans>Send now</Trans>
                </Button>
                <Button
                  size="compact-xs"
                  variant="default"
                  disabled={busy}
                  onClick={() => run(edit)}
                >
                  <Trans>Edit</Trans>
                </Button>
              </>
            ) : null}
            <Button size="compact-xs" variant="subtle" disabled={busy} onClick={() => run(stop)}>
              <Trans>Do not send</Trans>
            </Button>
          </div>
        ) : null}
      </article>
    </li>
  );
}
