import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import type { testReceiving } from "#contract/channel-tests.ts";
import type { OutputOf } from "#contract/operation.ts";
import { queries } from "../../live/queries.ts";
import { useDoorWords, useMailboxWords, useSendWords } from "./test-words.ts";
import { TestStep, TestSteps } from "./TestStep.tsx";

type Tested = OutputOf<typeof testReceiving>;

/** What the test of a channel's way in found, step by step; mails under way are waited for. */
export function Receiving({ tested, address }: { tested: Tested; address: string }) {
  const { mailbox, door, outside, mx } = tested;
  const domain = address.slice(address.lastIndexOf("@") + 1);
  const mailboxWords = useMailboxWords();
  const doorWords = useDoorWords();
  const sendWords = useSendWords();
  return (
    <TestSteps>
      {mailbox ? (
        <TestStep tone={mailbox.outcome === "opened" ? "ok" : "danger"} says={mailbox.says}>
          {mailboxWords(mailbox)}
        </TestStep>
      ) : null}
      {door?.testId ? (
        <Arrival testId={door.testId}>
          <Trans>The listener took a test; it has not been read yet.</Trans>
        </Arrival>
      ) : null}
      {door && !door.testId ? (
        <TestStep tone={door.outcome === "elsewhere" ? "info" : "danger"} says={door.says}>
          {doorWords(door, address)}
        </TestStep>
      ) : null}
      {outside?.outcome === "accepted" ? (
        <Arrival testId={outside.testId} far>
          <Trans>
            A test to {address} left by {outside.server}; it has not come back yet.
          </Trans>
        </Arrival>
      ) : null}
      {outside && outside.outcome !== "accepted" ? (
        <TestStep tone={sendWords.tone(outside.outcome)} says={outside.says}>
          {sendWords.say(outside)}
        </TestStep>
      ) : null}
      {outside ? null : (
        <TestStep tone="info">
          <Trans>
            Without an outgoing server (SMTP_OUT_URL) no test can be mailed from outside. Write to{" "}
            {address} yourself from another account.
          </Trans>
        </TestStep>
      )}
      {mailbox ? null : <Hosts domain={domain} mx={mx} />}
    </TestSteps>
  );
}

/** Milliseconds after which a mail that has not come probably will not. */
const late = 60_000;

function Arrival({
  testId,
  far = false,
  children,
}: {
  testId: string;
  far?: boolean;
  children: ReactNode;
}) {
  const arrived = useQuery(queries.testMail(testId)).data?.arrived;
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), late);
    return () => clearTimeout(timer);
  }, []);
  if (arrived)
    return (
      <TestStep tone="ok">
        {far ? (
          <Trans>The test came back from outside: mail to this address arrives.</Trans>
        ) : (
          <Trans>The listener works: a test came in.</Trans>
        )}{" "}
        <Link to="/settings/$page" params={{ page: "ledger" }}>
          <Trans>See it in the mail ledger</Trans>
        </Link>
      </TestStep>
    );
  if (!isLate) return <TestStep tone="waiting">{children}</TestStep>;
  return (
    <TestStep tone="danger">
      {children}{" "}
      {far ? (
        <Trans>
          Mail for this address goes somewhere else: check where the domain’s MX points, or the
          forwarding at your mail server.
        </Trans>
      ) : (
        <Trans>Is the worker running?</Trans>
      )}
    </TestStep>
  );
}

function Hosts({ domain, mx }: { domain: string; mx: string[] | null }) {
  const { i18n } = useLingui();
  if (mx === null)
    return (
      <TestStep tone="info">
        <Trans>No name server could say where mail for {domain} is delivered.</Trans>
      </TestStep>
    );
  if (mx.length === 0)
    return (
      <TestStep tone="danger">
        <Trans>
          {domain} has no MX: other servers do not know where to deliver its mail. Unless yours
          hands it over directly, nothing will arrive.
        </Trans>
      </TestStep>
    );
  const hosts = new Intl.ListFormat(i18n.locale).format(mx);
  return (
    <TestStep tone="info">
      <Trans>
        Mail for {domain} is delivered to {hosts}. That has to be this machine, or a server that
        hands the address over.
      </Trans>
    </TestStep>
  );
}
