/** A real Dovecot on loopback, where one is installed: the judge of what our small peer only plays. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
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

export async function dovecot() {
  const folder = await mkdtemp(join(tmpdir(), "sportello-test-dovecot-"));
  await chmod(folder, 0o755);
  const mail = join(folder, "mail");
  await mkdir(mail);
  await chown(mail, 65_534, 65_534);
  const port = await freePort();
  const config = join(folder, "dovecot.conf");
  await writeFile(config, settings(folder, mail, port));
  const server = spawn(binary, ["-F", "-c", config], { stdio: "ignore" });
  const account = { port, user: "support", password: "secret" };
  await listening(port);
  return {
    ...account,
    append: async (raw: string | Buffer, at = new Date()) => {
      const client = new ImapFlow({
        host: "127.0.0.1",
        port,
        secure: false,
        doSTARTTLS: false,
        auth: { user: account.user, pass: account.password },
        logger: false,
      });
      await client.connect();
      await client.append("INBOX", Buffer.from(raw), [], at);
      await client.logout();
    },
    close: async () => {
      server.kill("SIGTERM");
      if (server.exitCode === null) await once(server, "exit");
      await rm(folder, { recursive: true, force: true });
    },
  };
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
