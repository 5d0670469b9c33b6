import { Button, UnstyledButton } from "@mantine/core";
import { Trans } from "@lingui/react/macro";
import { useLingui } from "@lingui/react";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Message } from "#contract/messages.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { RichText } from "../../kit/RichText.tsx";
import { queries } from "../../live/queries.ts";
import classes from "./Earlier.module.css";

/** Says that a comment was changed; what it said before is a click away. */
export function Earlier({ message, editedAt }: { message: Message; editedAt: string }) {
  const { locale } = useLingui().i18n;
  const [open, setOpen] = useState(false);
  return (
    <div className={classes.earlier}>
      <UnstyledButton
        className={classes.edited}
        aria-expanded={open}
        title={fullMoment(editedAt, locale)}
        onClick={() => setOpen(!open)}
      >
        {open ? <Trans>Edited · hide what it said before</Trans> : <Trans>Edited</Trans>}
      </UnstyledButton>
      {open ? <Versions message={message} /> : null}
    </div>
  );
}

function Versions({ message }: { message: Message }) {
  const { locale } = useLingui().i18n;
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    queries.commentVersions(message.ticketNumber, message.id, message.edition),
  );
  return (
    <ol className={classes.versions}>
      {data?.pages
        .flatMap(({ items }) => items)
        .map(({ edition, html, at }) => (
          <li key={edition} className={classes.version}>
            <time dateTime={at} className={`${classes.when} sp-numbers`}>
              {fullMoment(at, locale)}
            </time>
            <RichText html={html} />
          </li>
        ))}
      {hasNextPage ? (
        <li>
          <Button
            size="compact-xs"
            variant="subtle"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        </li>
      ) : null}
    </ol>
  );
}
