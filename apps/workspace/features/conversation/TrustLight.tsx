import { Popover, UnstyledButton } from "@mantine/core";
import { IconShieldCheck, IconShieldExclamation, IconShieldQuestion } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Message } from "#contract/messages.ts";
import { type CheckResult, mayBeSomebodyElse, type Trust } from "#contract/trust.ts";
import classes from "./TrustLight.module.css";

/** How far its sender can be trusted: a quiet sign, a word where care is due, and the reasons on demand. */
export function TrustLight({ message }: { message: Message }) {
  const { verified, trust } = message;
  const careful = mayBeSomebodyElse(verified) || (trust !== null && isOdd(trust));
  if (!verified && !careful && !trust?.firstSeen) return null;
  return <Light message={message} careful={careful} />;
}

function Light({ message, careful }: { message: Message; careful: boolean }) {
  const { verified, trust } = message;
  const { t } = useLingui();
  const Sign = careful ? IconShieldExclamation : signs[verified ?? "unverified"];
  const label = useSummary(message);
  return (
    <Popover position="bottom-start" trapFocus returnFocus withinPortal shadow="md">
      <Popover.Target>
        <UnstyledButton
          className={classes.light}
          data-careful={careful || undefined}
          aria-label={t`${label}. Why?`}
          title={label}
        >
          <Sign size={14} stroke={1.5} aria-hidden />
          {careful ? <Trans>careful</Trans> : null}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown className={classes.panel} aria-label={label} tabIndex={-1}>
        <p className={classes.title}>{label}</p>
        <Verdict verified={verified} address={message.from?.address ?? ""} />
        {trust ? <Findings trust={trust} /> : null}
        {trust ? <Checks trust={trust} /> : null}
      </Popover.Dropdown>
    </Popover>
  );
}

const signs = {
  verified: IconShieldCheck,
  unverified: IconShieldQuestion,
  failed: IconShieldExclamation,
  unchecked: IconShieldExclamation,
};

function isOdd({ lookalike, pretends, replyTo }: Trust): boolean {
  return lookalike !== null || pretends !== null || replyTo !== null;
}

function useSummary({ verified, trust }: Message): string {
  const { t } = useLingui();
  if (verified === "failed") return t`Careful: the mail may not come from this sender`;
  if (verified === "unchecked") return t`Unknown: the sender could not be checked in time`;
  if (trust?.lookalike) return t`Careful: the domain looks like another one`;
  if (trust?.pretends) return t`Careful: the name may mislead`;
  if (trust?.replyTo) return t`Careful: an answer goes to another address`;
  if (verified === "verified") return t`Verified: the mail comes from this domain`;
  if (verified === "unverified") return t`Not verified: the domain says nothing about its mail`;
  return t`First mail from this address`;
}

type VerdictProps = { verified: Message["verified"]; address: string };

function Verdict({ verified, address }: VerdictProps) {
  const domain = address.slice(address.lastIndexOf("@") + 1);
  if (verified === "failed")
    return (
      <p>
        <Trans>
          {domain} says how its mail can be known, and this one is not like that. Somebody else may
          have written it. It moves no ticket by itself.
        </Trans>
      </p>
    );
  if (verified === "unchecked")
    return (
      <p>
        <Trans>
          The name servers that say how mail of {domain} can be known did not answer in time. So it
          is treated as if somebody else had written it: it moves no ticket by itself.
        </Trans>
      </p>
    );
  if (verified === "verified")
    return (
      <p>
        <Trans>
          It was sent by a server of {domain}, or signed with its key. Who sits at that address is
          another question.
        </Trans>
      </p>
    );
  if (verified === "unverified")
    return (
      <p>
        <Trans>Nothing proves that it comes from {domain}, and nothing speaks against it.</Trans>
      </p>
    );
  return (
    <p>
      <Trans>
        Whether it comes from {domain} was not checked: no mail server that this channel trusts said
        so.
      </Trans>
    </p>
  );
}

function Findings({ trust }: { trust: Trust }) {
  const { lookalike, pretends, replyTo, firstSeen } = trust;
  if (!firstSeen && !isOdd(trust)) return null;
  return (
    <ul>
      {lookalike ? (
        <li>
          <Trans>
            {lookalike.domain} is not {lookalike.of}, but looks like it.
          </Trans>
        </li>
      ) : null}
      {pretends?.kind === "colleague" ? (
        <li>
          <Trans>It bears the name of a colleague, {pretends.name}, from an outside address.</Trans>
        </li>
      ) : null}
      {pretends?.kind === "address" ? (
        <li>
          <Trans>It shows the address {pretends.name}, but comes from another one.</Trans>
        </li>
      ) : null}
      {replyTo ? (
        <li>
          <Trans>It asks for answers at {replyTo}.</Trans>
        </li>
      ) : null}
      {firstSeen ? (
        <li>
          <Trans>It is the first mail from this address.</Trans>
        </li>
      ) : null}
    </ul>
  );
}

function Checks({ trust }: { trust: Trust }) {
  const { by } = trust;
  const checks: [string, CheckResult | null][] = [
    ["SPF", trust.spf],
    ["DKIM", trust.dkim],
    ["DMARC", trust.dmarc],
    ["ARC", trust.arc],
  ];
  const made = checks.flatMap(([name, found]) => (found ? [{ name, ...found }] : []));
  if (made.length === 0) return null;
  return (
    <>
      <dl className={classes.checks}>
        {made.map(({ name, result, domain }) => (
          <CheckLine key={name} name={name} result={result} domain={domain} />
        ))}
      </dl>
      <p className={classes.by}>
        {by ? <Trans>Checked by {by}.</Trans> : <Trans>Checked here, when it arrived.</Trans>}
      </p>
    </>
  );
}

function CheckLine({ name, result, domain }: CheckResult & { name: string }) {
  const { t } = useLingui();
  const words: Record<string, string> = {
    pass: t`passed`,
    fail: t`failed`,
    softfail: t`probably not`,
    none: t`nothing to check`,
    neutral: t`says nothing`,
    temperror: t`could not be checked`,
    permerror: t`could not be checked`,
  };
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {words[result] ?? result}
        {domain ? ` · ${domain}` : ""}
      </dd>
    </>
  );
}
