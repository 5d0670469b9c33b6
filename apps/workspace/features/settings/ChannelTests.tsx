import { Button, TextInput } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import { type SyntheticEvent, useState } from "react";
import { type Sending, sendTestMail, testReceiving } from "#contract/channel-tests.ts";
import type { Channel } from "#contract/channels.ts";
import type { OutputOf } from "#contract/operation.ts";
import { Notice } from "../../kit/Notice.tsx";
import { call } from "../../live/api.ts";
import { useSession } from "../../live/session.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { Receiving } from "./Receiving.tsx";
import { TestStep, TestSteps } from "./TestStep.tsx";
import { useSendWords } from "./test-words.ts";
import look from "./fields.module.css";

type Props = { channel: Channel; dirty: boolean };

/** Tries a connected channel both ways and says in plain words what happened. */
export function ChannelTests({ channel, dirty }: Props) {
  return (
    <div className={look.tests}>
      <h3 className={look.section}>
        <Trans>Try it</Trans>
      </h3>
      {dirty ? (
        <p className={look.hint}>
          <Trans>What is saved is tried, not what was changed since.</Trans>
        </p>
      ) : null}
      <SendTest channel={channel} />
      <ReceiveTest channel={channel} />
    </div>
  );
}

function SendTest({ channel }: { channel: Channel }) {
  const { t } = useLingui();
  const [to, setTo] = useState(useSession().user.email);
  const { busy, problem, answer, run } = useTest<Sending>();
  const words = useSendWords();
  const isAddress = sendTestMail.input.shape.to.safeParse(to).success;

  function send(event: SyntheticEvent) {
    event.preventDefault();
    void run(() => call(sendTestMail, { id: channel.id, to }));
  }

  return (
    <form className={look.panel} onSubmit={send} noValidate>
      <div className={look.withButton}>
        <TextInput
          label={t`Send a test to`}
          type="email"
          autoComplete="off"
          value={to}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" loading={busy} disabled={!isAddress}>
          <Trans>Send a test</Trans>
        </Button>
      </div>
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      {answer ? (
        <TestSteps>
          <TestStep tone={words.tone(answer.outcome)} says={answer.says}>
            {words.say(answer)}
          </TestStep>
        </TestSteps>
      ) : null}
    </form>
  );
}

function ReceiveTest({ channel }: { channel: Channel }) {
  const { busy, problem, answer, run } = useTest<OutputOf<typeof testReceiving>>();
  return (
    <>
      <div>
        <Button
          variant="default"
          loading={busy}
          onClick={() => void run(() => call(testReceiving, { id: channel.id }))}
        >
          <Trans>Test receiving</Trans>
        </Button>
      </div>
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      {answer && !busy ? <Receiving tested={answer} address={channel.address} /> : null}
    </>
  );
}

/** One test at a time: the last answer stays until the next one is there. */
function useTest<Answer>() {
  const sayRefusal = useSayRefusal();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [answer, setAnswer] = useState<Answer | null>(null);

  async function run(ask: () => Promise<Answer>) {
    setBusy(true);
    setProblem(null);
    setAnswer(null);
    try {
      setAnswer(await ask());
    } catch (error) {
      setProblem(sayRefusal(error));
    }
    setBusy(false);
  }

  return { busy, problem, answer, run };
}
