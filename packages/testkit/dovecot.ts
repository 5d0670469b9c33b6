/** A real Dovecot on loopback, where one is installed: the judge of what our small peer only plays. */
import { execFile, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { ImapFlow } from "imapflow";

const binary = "/usr/sbin/dovecot";

/** Installed, and we may start it: it changes users, so it wants root. */
export function hasDovecot(): boolean {
  if (process.getuid?.() !== 0) return false;
  try {
    execFileSync(binary, ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

export type DovecotOptions = {
  /** Offers STARTTLS with this. */
  certificate?: { cert: string; key: string };
  /** Asks there whether an OAuth token is good (RFC 7662), and lets in by no password then. */
  introspection?: string;
};

export async function dovecot(options: DovecotOptions = {}) {
  const folder = await mkdtemp(join(tmpdir(), "sportello-test-dovecot-"));
  await chmod(folder, 0o755);
  const mail = join(folder, "mail");
  await mkdir(mail);
  await chown(mail, 65_534, 65_534);
  const port = await freePort();
  const config = join(folder, "dovecot.conf");
  await writeFile(config, settings(folder, mail, port));
  await writeFile(config, await secured(folder, options), { flag: "a" });
  const server = spawn(binary, ["-F", "-c", config], { stdio: "ignore" });
  const account = { port, user: "support", password: "secret" };
  await listening(port);
  return {
    ...account,
    /** Delivered as a mail server does it, into a folder that is made when it is missing. */
    append: (raw: string | Buffer, at = new Date(), into = "INBOX") =>
      as(account, async (client) => {
        if (into !== "INBOX") await client.mailboxCreate(into);
        await client.append(into, Buffer.from(raw), [], at);
      }),
    /** Delivered where nobody signs in by a password: into the files. */
    drop: async (raw: string | Buffer, user: string) => {
      const save = run("doveadm", ["-c", config, "save", "-u", user]);
      save.child.stdin?.end(raw);
      await save;
    },
    /** The server was restored: every mail gets a new number. */
    renumber: () =>
      run("doveadm", [
        ...["-c", config, "mailbox", "update", "-u", account.user],
        ...["--uid-validity", String(Math.floor(Date.now() / 1000) + 1000), "INBOX"],
      ]),
    close: async () => {
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const run = promisify(execFile);

async function as(
  { port, user, password }: { port: number; user: string; password: string },
  work: (client: ImapFlow) => Promise<void>,
) {
  const client = new ImapFlow({
    ...{ host: "127.0.0.1", port, secure: false, doSTARTTLS: false, logger: false },
    auth: { user, pass: password },
  });
  await client.connect();
  await work(client);
  await client.logout();
}

async function secured(folder: string, { certificate, introspection }: DovecotOptions) {
  const lines: string[] = [];
  if (certificate) {
    for (const [name, text] of Object.entries(certificate))
      await writeFile(join(folder, `${name}.pem`), text);
    lines.push("ssl = yes", `ssl_cert = <${folder}/cert.pem`, `ssl_key = <${folder}/key.pem`);
  }
  if (introspection) {
    const file = join(folder, "oauth2.conf");
    await writeFile(
      file,
      `introspection_mode = post\nintrospection_url = ${introspection}\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`,
    );
    lines.push("auth_mechanisms = xoauth2", "passdb {", "  driver = oauth2");
    lines.push("  mechanisms = xoauth2", `  args = ${file}`, "}");
  }
  return `${lines.join("\n")}\n`;
}

function settings(folder: string, mail: string, port: number): string {
  return `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:${mail}/%u
passdb {
  driver = static
  args = password=secret
}
userdb {
  driver = static
  args = uid=65534 gid=65534 home=${mail}/%u
}
service imap-login {
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
`;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  if (address === null || typeof address === "string") throw new Error("no port was given");
  return address.port;
}

async function listening(port: number) {
  for (let tries = 0; tries < 100; tries++) {
    const socket = connect(port, "127.0.0.1");
    const open = await Promise.race([
      once(socket, "connect").then(() => true),
      once(socket, "error").then(() => false),
    ]).catch(() => false);
    socket.destroy();
    if (open) return;
    await wait(100);
  }
  throw new Error("Dovecot did not start");
}
