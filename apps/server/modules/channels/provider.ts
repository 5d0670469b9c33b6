/** Google and Microsoft as this installation is registered with them. */
import type { Imap, MailProvider } from "#contract/channels.ts";
import type { Config } from "#platform/config.ts";

export type Provider = {
  name: MailProvider;
  clientId: string;
  clientSecret: string;
  authorizeUrl: string;
  tokenUrl: string;
  scope: string;
  /** What else it wants to hear, so that it gives a token that can be refreshed. */
  asks: Record<string, string>;
  imap: Pick<Imap, "host" | "port" | "tls">;
  /** As a `Way` has it. */
  smtpUrl: string;
};

/** Those that somebody has registered us with. */
export function providersOf(config: Config): MailProvider[] {
  return (["google", "microsoft"] as const).filter((name) => providerOf(config, name));
}

export function providerOf(config: Config, name: MailProvider): Provider | null {
  return name === "google" ? google(config) : microsoft(config);
}

function google(config: Config): Provider | null {
  const { OAUTH_GOOGLE_ID: clientId, OAUTH_GOOGLE_SECRET: clientSecret } = config;
  if (!clientId || !clientSecret) return null;
  return {
    ...{ name: "google", clientId, clientSecret },
    authorizeUrl: config.OAUTH_GOOGLE_AUTHORIZE_URL,
    tokenUrl: config.OAUTH_GOOGLE_TOKEN_URL,
    scope: "openid email https://mail.google.com/",
    asks: { access_type: "offline", prompt: "consent" },
    imap: mailServer(config.OAUTH_GOOGLE_IMAP_URL),
    smtpUrl: config.OAUTH_GOOGLE_SMTP_URL,
  };
}

function microsoft(config: Config): Provider | null {
  const { OAUTH_MICROSOFT_ID: clientId, OAUTH_MICROSOFT_SECRET: clientSecret } = config;
  if (!clientId || !clientSecret) return null;
  return {
    ...{ name: "microsoft", clientId, clientSecret },
    authorizeUrl: config.OAUTH_MICROSOFT_AUTHORIZE_URL,
    tokenUrl: config.OAUTH_MICROSOFT_TOKEN_URL,
    scope:
      "openid email offline_access https://outlook.office.com/IMAP.AccessAsUser.All https://outlook.office.com/SMTP.Send",
    asks: { prompt: "select_account" },
    imap: mailServer(config.OAUTH_MICROSOFT_IMAP_URL),
    smtpUrl: config.OAUTH_MICROSOFT_SMTP_URL,
  };
}

/** `imaps://host:993`; `imap://` speaks in the clear, for a server on this machine. */
function mailServer(address: string): Provider["imap"] {
  const { protocol, hostname, port } = new URL(address);
  const tls = protocol === "imaps:" ? "implicit" : "none";
  return { host: hostname, port: Number(port) || (tls === "none" ? 143 : 993), tls };
}
