/**
 * The configuration: one schema, read once from the environment.
 *
 * `docs/guides/configuration.md` is written from the descriptions below by `tools/docs/config.ts`.
 */
import * as z from "zod";
import { Proxies } from "./http/proxy.ts";

export const roles = ["web", "worker", "mail"] as const;

const port = z.coerce.number().int().min(0).max(65_535);
const web = z.url({ protocol: /^https?$/ });
const imap = z.url({ protocol: /^imaps?$/ });
const smtp = z.url({ protocol: /^smtps?$/ });
const level = z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]);

export const configSchema = z.object({
  PORT: port.default(3000).describe("Port of the workspace and the API. 0 takes any free port."),
  HOST: z
    .string()
    .default("127.0.0.1")
    .describe("Address the workspace listens on. 0.0.0.0 opens it to the network."),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional()
    .describe("Address people type, used in links of mails. Default: http://HOST:PORT."),
  TRUST_PROXY: Proxies.prefault("false").describe(
    "Proxies in front that are believed about host, scheme and address: how many (`true` = 1), or their addresses (10.0.0.5, 10.1.0.0/16, loopback), separated by commas. 0 or `false`: none.",
  ),
  DATA_DIR: z
    .string()
    .default("./data")
    .describe("Folder of everything that is kept: database, files, secret key, backups."),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe(
      "PostgreSQL (15 or newer) to use instead of the embedded one. Nothing is started then.",
    ),
  PG_BIN: z
    .string()
    .optional()
    .describe("Folder with initdb and postgres (15 or newer) to run instead of the bundled ones."),
  POOL_SIZE: z.coerce
    .number()
    .int()
    .min(2)
    .max(200)
    .default(10)
    .describe("Connections that this process may keep open to PostgreSQL."),
  ROLES: z
    .string()
    .default(roles.join(","))
    .transform((list) => list.split(",").map((word) => word.trim()))
    .pipe(z.array(z.enum(roles)).min(1))
    .describe("What this process does, separated by commas: web, worker, mail."),
  HEALTH_PORT: port
    .optional()
    .describe(
      "Port of /healthz, /readyz and /metrics in a process without the web role. Unset: none; with it, PORT has them.",
    ),
  SMTP_IN_PORT: port
    .default(2525)
    .describe("Port of the built-in mail receiver (SMTP). 0 takes any free port."),
  LMTP_IN_PORT: port.optional().describe("Port of the mail receiver that speaks LMTP. Unset: off."),
  SMTP_IN_CERT: z
    .string()
    .optional()
    .describe(
      "File with the certificate (PEM, with its chain) with which the mail receivers offer STARTTLS, read anew when it changes; `self-made`: one that nobody vouches for, made at each start. Unset: no STARTTLS.",
    ),
  SMTP_IN_KEY: z.string().optional().describe("File with the private key of SMTP_IN_CERT (PEM)."),
  SMTP_OUT_URL: smtp
    .optional()
    .describe(
      "Server that sends our mail, smtp://user:password@host:port. Unset: mail stays in the outbox preview.",
    ),
  OAUTH_GOOGLE_ID: z
    .string()
    .optional()
    .describe("Client id of this installation at Google, to connect mailboxes without a password."),
  OAUTH_GOOGLE_SECRET: z.string().optional().describe("Client secret that belongs to it."),
  OAUTH_GOOGLE_AUTHORIZE_URL: web
    .default("https://accounts.google.com/o/oauth2/v2/auth")
    .describe("Where people consent."),
  OAUTH_GOOGLE_TOKEN_URL: web
    .default("https://oauth2.googleapis.com/token")
    .describe("Where tokens are given."),
  OAUTH_GOOGLE_IMAP_URL: imap.default("imaps://imap.gmail.com:993").describe("Google's mailboxes."),
  OAUTH_GOOGLE_SMTP_URL: smtp
    .default("smtps://smtp.gmail.com:465")
    .describe("Google's server for mail that leaves from such a mailbox."),
  OAUTH_MICROSOFT_ID: z
    .string()
    .optional()
    .describe("Client id of this installation at Microsoft (Entra), for the same."),
  OAUTH_MICROSOFT_SECRET: z.string().optional().describe("Client secret that belongs to it."),
  OAUTH_MICROSOFT_AUTHORIZE_URL: web
    .default("https://login.microsoftonline.com/common/oauth2/v2.0/authorize")
    .describe("Where people consent; with your tenant in place of `common`, only your people."),
  OAUTH_MICROSOFT_TOKEN_URL: web
    .default("https://login.microsoftonline.com/common/oauth2/v2.0/token")
    .describe("Where tokens are given."),
  OAUTH_MICROSOFT_IMAP_URL: imap
    .default("imaps://outlook.office365.com:993")
    .describe("Microsoft's mailboxes."),
  OAUTH_MICROSOFT_SMTP_URL: smtp
    .default("smtp://smtp.office365.com:587?tls=required")
    .describe("Microsoft's server for mail that leaves from such a mailbox."),
  MAIL_PER_MINUTE: z.coerce
    .number()
    .int()
    .min(1)
    .default(600)
    .describe(
      "Replies that leave a desk in a minute at most. The others wait for the next one. Acknowledgements have a tenth as many beside them, and so have mails of the desk to its own people.",
    ),
  MAIL_PER_RECEIVER: z.coerce
    .number()
    .int()
    .min(1)
    .default(20)
    .describe("The same for one address."),
  OUTBOUND_ALLOW_PRIVATE: z
    .stringbool()
    .default(false)
    .describe(
      "Whether addresses that strangers chose (pictures in mail, push services of browsers) may lead into private networks and to this machine.",
    ),
  SECRET_KEY: z
    .string()
    .min(32)
    .optional()
    .describe(
      "Key that seals mailbox passwords and second factors. Unset: made once in DATA_DIR/secret.key.",
    ),
  METRICS_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe("Bearer token that /metrics asks for. Unset: it answers whoever can reach it."),
  LOG_LEVEL: level.default("info").describe(`How much is logged: ${level.options.join(", ")}.`),
});

const usable = configSchema.refine(
  ({ SMTP_IN_CERT: cert, SMTP_IN_KEY: key }) =>
    (cert === undefined || cert === "self-made") === (key === undefined),
  { message: "SMTP_IN_CERT and SMTP_IN_KEY go together", path: ["SMTP_IN_KEY"] },
);

export type Config = Omit<z.infer<typeof configSchema>, "PUBLIC_URL"> & { PUBLIC_URL: string };

/** @throws ConfigError naming every variable that cannot be used. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const given = Object.entries(env).filter(([, value]) => value !== undefined && value !== "");
  const read = usable.safeParse(Object.fromEntries(given));
  if (!read.success) throw new ConfigError(z.prettifyError(read.error));
  return { ...read.data, PUBLIC_URL: read.data.PUBLIC_URL ?? defaultUrl(read.data) };
}

/** The words are for the operator: no stack is needed to understand it. */
export class ConfigError extends Error {
  constructor(problems: string) {
    super(`The environment cannot be used:\n${problems}`);
    this.name = "ConfigError";
  }
}

function defaultUrl({ HOST, PORT }: { HOST: string; PORT: number }) {
  const anywhere = HOST === "0.0.0.0" || HOST === "::";
  const host = anywhere ? "localhost" : HOST.includes(":") ? `[${HOST}]` : HOST;
  return `http://${host}:${PORT}`;
}
