/** A line to an outgoing server: connected where it may lead, and signed in. */
import { once } from "node:events";
import { connect, isIP, type Socket } from "node:net";
import SMTPConnection from "nodemailer/lib/smtp-connection";
import { checked } from "../outbound/get.ts";

/** A server, and how one gets in. */
export type Way = {
  /** `smtp://` or `smtps://`, with who signs in. `tls` left out: encrypted where the server can. */
  url: string;
  /** Signs in by XOAUTH2 with what this gives; `refused` is the one before, which was not taken. */
  token?: (refused: string | null) => Promise<string>;
  /** Asked where the connection is made, after DNS. Left out where the operator chose the host. */
  mayReach?: (address: string) => boolean;
  /** What is no mail server in a private network is one answer: see docs/decisions/0008-mailbox-hosts.md. */
  discreet?: boolean;
};

/** Connected and signed in. @throws what the line or the server said */
export async function openLine(way: Way, patience = 15_000): Promise<SMTPConnection> {
  const { username, password } = new URL(way.url);
  const user = decodeURIComponent(username);
  if (way.token) return byToken(way, { user, token: way.token }, patience);
  const line = await greeted(way, patience);
  if (user === "") return line;
  return signIn(line, { credentials: { user, pass: decodeURIComponent(password) } });
}

type Holder = { user: string; token: NonNullable<Way["token"]> };

/** A token may be over before its time: then once more with another one. */
async function byToken(way: Way, { user, token }: Holder, patience: number) {
  const given = await token(null);
  try {
    return await signIn(await greeted(way, patience), { method: "XOAUTH2", user, pass: given });
  } catch (error) {
    const { responseCode } = error as { responseCode?: number };
    if (responseCode !== 535) throw error;
    const renewed = await token(given);
    return signIn(await greeted(way, patience), { method: "XOAUTH2", user, pass: renewed });
  }
}

async function greeted(way: Way, patience: number): Promise<SMTPConnection> {
  const { protocol, hostname, port, searchParams } = new URL(way.url);
  const tls = searchParams.get("tls");
  const secure = protocol === "smtps:";
  const host = hostname.replace(/^\[|\]$/g, "");
  const at = { host, port: port === "" ? (secure ? 465 : 587) : Number(port) };
  const line = new SMTPConnection({
    ...at,
    secure,
    connection: await connected(at, way, patience),
    requireTLS: tls === "required",
    ignoreTLS: tls === "none",
    connectionTimeout: patience,
    greetingTimeout: patience,
    socketTimeout: 60_000,
    customAuth: { XOAUTH2: saysToken },
  });
  await new Promise<void>((resolve, reject) => {
    line.once("error", reject);
    line.connect((error) => (error ? reject(error) : resolve()));
  });
  // What breaks later is told by the command that fails.
  line.on("error", () => undefined);
  return line;
}

/** A host that is written as an address never meets the lookup. @throws OutboundError among others */
async function connected(
  { host, port }: { host: string; port: number },
  { mayReach }: Way,
  patience: number,
): Promise<Socket> {
  const allowed = mayReach ?? (() => true);
  if (isIP(host) && !allowed(host)) throw new Error("a host that is no mail server");
  const socket = connect({ host, port, lookup: checked({ mayReach: allowed }) });
  try {
    await once(socket, "connect", { signal: AbortSignal.timeout(patience) });
    return socket;
  } catch (error) {
    socket.destroy();
    if (!(error instanceof Error) || error.name !== "AbortError") throw error;
    throw Object.assign(new Error("Connection timeout"), { code: "ETIMEDOUT" });
  }
}

async function signIn(line: SMTPConnection, who: SMTPConnection.AuthenticationType) {
  try {
    await new Promise<void>((resolve, reject) => {
      line.login(who, (error) => (error ? reject(error) : resolve()));
    });
    return line;
  } catch (error) {
    line.close();
    throw error;
  }
}

/** Who refuses a token says why first, and closes the matter when that was heard. */
async function saysToken({ auth, sendCommand }: SMTPConnection.CustomAuthenticationContext) {
  const said = `user=${String(auth.user)}\x01auth=Bearer ${String(auth.pass)}\x01\x01`;
  let answer = await sendCommand(`AUTH XOAUTH2 ${Buffer.from(said).toString("base64")}`);
  if (answer.status === 334) answer = await sendCommand("");
  if (answer.status < 200 || answer.status > 299) throw new Error("Invalid login");
}
