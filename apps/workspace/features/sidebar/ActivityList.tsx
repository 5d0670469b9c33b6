import { Button } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useLingui } from "@lingui/react";
import { Link } from "@tanstack/react-router";
import { Trans } from "@lingui/react/macro";
import type { Activity } from "#contract/activity.ts";
import { ActivityWords } from "../../kit/ActivityWords.tsx";
import { useCauseWords } from "../../kit/cause-words.ts";
import { fullMoment } from "../../kit/RelativeTime.tsx";
import { lastView } from "../../shell/layout.ts";
import { queries } from "../../live/queries.ts";
import classes from "./Sidebar.module.css";

/** The whole history of the ticket, newest first: who, what, when, and why where a rule did it. */
export function ActivityList({ number }: { number: number }) {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(
    queries.activity(number),
  );
  if (!data) return null;
  return (
    <>
      <ol className={classes.history}>
        {data.pages
          .flatMap((page) => page.items)
          .map((step) => (
            <Step key={step.id} step={step} />
          ))}
      </ol>
      {hasNextPage ? (
        <div className={classes.more}>
          <Button
            size="compact-sm"
            variant="default"
            loading={isFetchingNextPage}
            onClick={() => void fetchNextPage()}
          >
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : null}
    </>
  );
}

function Step({ step }: { step: Activity }) {
  const { locale } = useLingui().i18n;
  const cause = useCauseWords()(step);
  return (
    <li className={classes.step}>
      <ActivityWords step={step} />
      {step.pulled ? (
        <span className={classes.elsewhere}>
          <Link
            to="/tickets/$view/$number"
            params={{ view: lastView(), number: step.pulled.ticketNumber }}
          >
            {step.pulled.ticketName}
          </Link>
          {step.pulled.preview ? ` · ${step.pulled.preview}` : ""}
        </span>
      ) : null}
      <span className={classes.when}>
        <time dateTime={step.at} className="sp-numbers">
          {fullMoment(step.at, locale)}
        </time>
        {cause ? ` · ${cause}` : ""}
      </span>
    </li>
  );
}
