import { Button, Group } from "@mantine/core";
import { IconBrandGoogle, IconBrandWindows } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Channel, MailProvider } from "#contract/channels.ts";
import { startConsent } from "#contract/consents.ts";
import { Notice } from "../../kit/Notice.tsx";
import { regional } from "../../kit/RelativeTime.tsx";
import type { Form } from "../../kit/form.ts";
import { call } from "../../live/api.ts";
import { queries } from "../../live/queries.ts";
import { useSayRefusal } from "../../shell/refusals.ts";
import { type ChannelValues, momentOf } from "./channel.ts";
import look from "./fields.module.css";

type Props = { form: Form<ChannelValues>; channel: Channel | null };

export const providerNames: Record<MailProvider, string> = {
  google: "Google",
  microsoft: "Microsoft",
};
const marks = { google: IconBrandGoogle, microsoft: IconBrandWindows } as const;

/** Opening a mailbox without a password: where Google and Microsoft know this installation. */
export function ConsentButtons({ form, channel }: Props) {
  const providers = useQuery(queries.channels()).data?.mailProviders ?? [];
  const { leave, problem } = useConsent({ form, channel });
  if (providers.length === 0) return null;
  return (
    <>
      <Group gap={8}>
        {providers.map((provider) => {
          const Mark = marks[provider];
          const name = providerNames[provider];
          return (
            <Button
              key={provider}
              variant="default"
              leftSection={<Mark size={16} stroke={1.5} aria-hidden />}
              onClick={() => void leave(provider)}
            >
              <Trans>Connect with {name}</Trans>
            </Button>
          );
        })}
      </Group>
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <p className={look.hint}>
        <Trans>No password is needed for these. Any other mailbox:</Trans>
      </p>
    </>
  );
}

/** A mailbox that was opened by consent: whose, until when, and how to mend it. */
export function ConsentState({
  form,
  channel,
  consent,
}: Props & { consent: NonNullable<Channel["consent"]> }) {
  const { i18n } = useLingui();
  const { leave, problem } = useConsent({ form, channel });
  const { account, state, endsAt } = consent;
  const name = providerNames[consent.provider];
  const ends = endsAt ? new Date(endsAt).toLocaleDateString(regional(i18n.locale)) : null;
  return (
    <>
      {state === "revoked" ? (
        <Notice tone="danger">
          <Trans>
            {name} no longer lets Sportello read this mailbox. Its mail waits there, and comes in
            once you connect it again.
          </Trans>
        </Notice>
      ) : (
        <p className={look.hint}>
          <Trans>
            Connected with {name} as {account}.
          </Trans>{" "}
          {ends ? <Trans>This ends on {ends}: connect it again before then.</Trans> : null}
        </p>
      )}
      {problem ? <Notice tone="danger">{problem}</Notice> : null}
      <div>
        <Button
          variant={state === "revoked" ? "filled" : "default"}
          onClick={() => void leave(consent.provider)}
        >
          <Trans>Connect again</Trans>
        </Button>
      </div>
    </>
  );
}

/** Away to the provider, which sends the browser back to `FinishConsent`. */
function useConsent({ form, channel }: Props) {
  const { t } = useLingui();
  const sayRefusal = useSayRefusal();
  const [problem, setProblem] = useState<string | null>(null);

  async function leave(provider: MailProvider) {
    const { address, since, sinceDay } = form.values;
    if (!channel && !address.includes("@"))
      return setProblem(t`Write the address of the mailbox above first.`);
    if (channel && form.dirty) return setProblem(t`Save or discard your changes first.`);
    try {
      const asked = channel ? { channelId: channel.id } : { address, ...momentOf(since, sinceDay) };
      const { url } = await call(startConsent, { provider, ...asked });
      form.reset();
      // The form is clean with the next picture: until then the browser would ask whether to leave.
      requestAnimationFrame(() => setTimeout(() => window.location.assign(url)));
    } catch (error) {
      setProblem(sayRefusal(error));
    }
  }

  return { leave, problem };
}
