import { SegmentedControl } from "@mantine/core";
import { Trans, useLingui } from "@lingui/react/macro";
import type { Channel } from "#contract/channels.ts";
import type { Form } from "../../kit/form.ts";
import type { ChannelValues } from "./channel.ts";
import { ImapFields } from "./ImapFields.tsx";
import look from "./fields.module.css";

type Props = { form: Form<ChannelValues>; channel: Channel | null };

/** How mail to the address gets here: delivered to the built-in listener, or fetched from a mailbox. */
export function Arrival({ form, channel }: Props) {
  const { t } = useLingui();
  const { values, set } = form;
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
    </>
  );
}

function Listener({ address }: { address: string }) {
  const { t } = useLingui();
  const domain = address.split("@")[1] || "fiatlux.example";
  const host = nameOfThisHost(domain);
  return (
    <>
      <p className={look.hint}>
        <Trans>
          Sportello listens for SMTP itself, on port 2525 unless <code>SMTP_IN_PORT</code> says
          otherwise, and takes mail for connected addresses only. Have your mail server hand the
          address over, for example with Postfix in <code>transport_maps</code>:
        </Trans>
      </p>
      <pre className={look.code} tabIndex={0} aria-label={t`Example for Postfix`}>
        {`${address || `support@${domain}`}  smtp:[${host}]:2525`}
      </pre>
      <p className={look.hint}>
        <Trans>Or let the domain point here, with port 25 forwarded to the listener:</Trans>
      </p>
      <pre className={look.code} tabIndex={0} aria-label={t`Example for the domain`}>
        {`${domain}.  MX  10  ${host}.`}
      </pre>
    </>
  );
}

/** On a machine that has only a number, an example of a name. */
function nameOfThisHost(domain: string): string {
  const { hostname } = window.location;
  return /^[\d.:[\]]+$|^localhost$/.test(hostname) ? `help.${domain}` : hostname;
}
