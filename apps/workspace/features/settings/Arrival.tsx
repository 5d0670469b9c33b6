import { ActionIcon, CopyButton, SegmentedControl, TagsInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { IconCheck, IconCopy } from "@tabler/icons-react";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Channel } from "#contract/channels.ts";
import type { Form } from "../../kit/form.ts";
import type { ChannelValues } from "./channel.ts";
import { queries } from "../../live/queries.ts";
import { ImapFields } from "./ImapFields.tsx";
import look from "./fields.module.css";

type Props = { form: Form<ChannelValues>; channel: Channel | null };

/** How mail to the address gets here: delivered to the built-in listener, or fetched from a mailbox. */
export function Arrival({ form, channel }: Props) {
  const { t } = useLingui();
  const { values, errors, set } = form;
  return (
    <>
      <h3 className={look.section}>
        <Trans>How mail arrives</Trans>
      </h3>
      <SegmentedControl
        fullWidth
        aria-label={t`How mail arrives`}
        data={[
          { value: "listener", label: t`Delivered here` },
          { value: "imap", label: t`Fetched by IMAP` },
        ]}
        value={values.way}
        onChange={(way) => set("way", way === "imap" ? "imap" : "listener")}
      />
      {values.way === "imap" ? (
        <ImapFields form={form} channel={channel} />
      ) : (
        <Listener address={values.address} />
      )}
      <TagsInput
        label={t`Mail servers that are trusted`}
        description={t`Names as they stand in Authentication-Results, for example mx.google.com. Only their word about a sender is believed; mail that reaches Sportello directly is checked here.`}
        value={values.trustedServers}
        error={errors.trustedServers}
        maxTags={10}
        splitChars={[",", " ", ";"]}
        acceptValueOnBlur
        onChange={(names) => set("trustedServers", names)}
      />
    </>
  );
}

function Listener({ address }: { address: string }) {
  const { t } = useLingui();
  const domain = address.split("@")[1] || "fiatlux.example";
  const host = nameOfThisHost(domain);
  const port = useQuery(queries.channels()).data?.smtpPort ?? 2525;
  return (
    <>
      <p className={look.hint}>
        <Trans>
          Sportello listens for SMTP itself, here on port {port}, and takes mail for connected
          addresses only. Have your mail server hand the address over, for example with Postfix in{" "}
          <code>transport_maps</code>:
        </Trans>
      </p>
      <Example
        label={t`Example for Postfix`}
        line={`${address || `support@${domain}`}  smtp:[${host}]:${port}`}
      />
      <p className={look.hint}>
        <Trans>Or let the domain point here, with port 25 forwarded to the listener:</Trans>
      </p>
      <Example label={t`Example for the domain`} line={`${domain}.  MX  10  ${host}.`} />
    </>
  );
}

/** A line to copy. */
export function Example({ label, line }: { label: string; line: string }) {
  const { t } = useLingui();
  return (
    <div className={look.example}>
      <pre className={look.code} tabIndex={0} aria-label={label}>
        {line}
      </pre>
      <CopyButton value={line}>
        {({ copied, copy }) => (
          <ActionIcon aria-label={copied ? t`Copied` : t`Copy`} onClick={copy}>
            {copied ? <IconCheck size={16} stroke={1.5} /> : <IconCopy size={16} stroke={1.5} />}
          </ActionIcon>
        )}
      </CopyButton>
    </div>
  );
}

/** On a machine that has only a number, an example of a name. */
function nameOfThisHost(domain: string): string {
  const { hostname } = window.location;
  return /^[\d.:[\]]+$|^localhost$/.test(hostname) ? `help.${domain}` : hostname;
}
