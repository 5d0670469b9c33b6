import { ActionIcon } from "@mantine/core";
import { IconCheck, IconX } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { Link, useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { keepFocus } from "../../kit/focus.ts";
import { dismissGuide, noteLook, type Step, type StepId, useGuide } from "./guide.ts";
import look from "./GuideBar.module.css";

/** The first minute in three steps, one quiet line above the workspace; goes when dismissed. */
export function GuideBar() {
  const { t } = useLingui();
  const steps = useGuide();
  useNoteLook(steps?.some(({ id, done }) => id === "answer" && done) ?? false);
  if (!steps) return null;

  const dismiss = () => {
    dismissGuide();
    keepFocus();
  };
  const done = steps.every((step) => step.done);
  return (
    <section className={look.bar} aria-label={t`Your first minute`}>
      <strong className={look.title}>
        {done ? <Trans>That was the whole loop.</Trans> : <Trans>Your first minute</Trans>}
      </strong>
      {done ? <Next /> : <Steps steps={steps} />}
      <ActionIcon size="sm" aria-label={t`Dismiss the guide`} onClick={dismiss}>
        <IconX size={14} stroke={1.5} />
      </ActionIcon>
    </section>
  );
}

/** The outbox opens its newest mail by itself, so whoever comes there after answering has seen it. */
function useNoteLook(answered: boolean) {
  const atOutbox = useRouterState({
    select: ({ location }) => location.pathname.startsWith("/outbox"),
  });
  useEffect(() => {
    if (answered && atOutbox) noteLook();
  }, [answered, atOutbox]);
}

function Steps({ steps }: { steps: Step[] }) {
  const { t } = useLingui();
  const now = steps.find(({ done }) => !done)?.id;
  return (
    <ol className={look.steps}>
      {steps.map(({ id, done }, at) => (
        <li
          key={id}
          className={look.step}
          data-done={done || undefined}
          data-now={id === now || undefined}
          aria-current={id === now ? "step" : undefined}
        >
          <span className={look.number}>
            {done ? <IconCheck size={12} stroke={2.5} aria-label={t`Done`} /> : at + 1}
          </span>
          <StepLink id={id} />
        </li>
      ))}
    </ol>
  );
}

function StepLink({ id }: { id: StepId }) {
  switch (id) {
    case "connect":
      return (
        <Link to="/settings/$page" params={{ page: "channels" }}>
          <Trans>Connect an address</Trans>
        </Link>
      );
    case "writeIn":
      return (
        <Link to="/outbox">
          <Trans>Write in as a customer</Trans>
        </Link>
      );
    case "answer":
      return (
        <Link to="/tickets/$view" params={{ view: "unassigned" }}>
          <Trans>Open a ticket and answer it</Trans>
        </Link>
      );
    case "look":
      return (
        <Link to="/outbox">
          <Trans>See the mail as your customer sees it</Trans>
        </Link>
      );
    case "answerAsCustomer":
      return (
        <Link to="/outbox">
          <Trans>Answer as the customer</Trans>
        </Link>
      );
  }
}

function Next() {
  return (
    <p className={look.next}>
      <Trans>
        Mail out, answer in, one ticket. When you like it here,{" "}
        <Link to="/settings/$page" params={{ page: "channels" }}>
          connect your own address
        </Link>
        .
      </Trans>
    </p>
  );
}
