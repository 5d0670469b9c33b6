import { UnstyledButton } from "@mantine/core";
import { useLingui } from "@lingui/react";
import { Plural } from "@lingui/react/macro";
import { useState } from "react";
import type { Activity } from "#contract/activity.ts";
import { ActivityWords } from "../../kit/ActivityWords.tsx";
import { useCauseWords } from "../../kit/cause-words.ts";
import { fullMoment, timeOfDay } from "../../kit/RelativeTime.tsx";
import classes from "./Thread.module.css";

/** So many lines in a row stay; more are folded into one. */
const plenty = 2;

/** What was done to the ticket between two messages. */
export function Steps({ steps }: { steps: Activity[] }) {
  const [open, setOpen] = useState(false);
  const shown = open || steps.length <= plenty ? steps : steps.slice(-1);
  const hidden = steps.length - shown.length;
  return (
    <li className={classes.steps}>
      {hidden > 0 ? (
        <UnstyledButton className={classes.fold} aria-expanded={open} onClick={() => setOpen(true)}>
          <Plural value={hidden} one="# earlier change" other="# earlier changes" />
        </UnstyledButton>
      ) : null}
      {shown.map((step) => (
        <Step key={step.id} step={step} />
      ))}
    </li>
  );
}

function Step({ step }: { step: Activity }) {
  const { locale } = useLingui().i18n;
  const cause = useCauseWords()(step);
  return (
    <div title={cause ?? undefined}>
      <ActivityWords step={step} />
      <time dateTime={step.at} title={fullMoment(step.at, locale)} className="sp-numbers">
        {timeOfDay(step.at, locale)}
      </time>
    </div>
  );
}
