import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { connect as connectTls, type TLSSocket } from "node:tls";
import { pino } from "pino";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { CertificateFiles } from "./certificate.ts";
import { usualLimits } from "./lines.ts";
import { listenForMail, type ListenAt } from "./listen.ts";
import { selfMadeCertificate } from "./self-made.ts";

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

/** A door that serves one address and keeps what comes. */
async function door(options: Partial<ListenAt> = {}) {
  const kept: string[] = [];
  const errors: string[] = [];
  const log = pino({ level: "error" }, { write: (said: string) => void errors.push(said) });
  const at = { protocol: "smtp", host: "127.0.0.1", port: 0, name: "mx.test", ...options } as const;
  const serves = async (address: string) => (address === "in@desk.test" ? "desk" : null);
  const take = async (mail: Readable) =>
    void kept.push(Buffer.concat(await mail.toArray()).toString());
  const listening = await listenForMail(at, { serves, take }, log);
  ends.push(listening.stop);
  return { kept, errors, port: listening.port };
}

/** A line that is spoken by hand: `say` answers what the server said to it. */
function speak(socket: Socket) {
  let said = "";
  socket.on("data", (chunk: Buffer) => (said += chunk.toString()));
  socket.on("error", () => undefined);
  ends.unshift(() => socket.destroy());
  const heard = () =>
    vi.waitFor(
      () => {
        if (!/^\d{3} .*\r\n$/m.test(said)) throw new Error(`nothing yet: ${said}`);
        const answer = said;
        said = "";
        return answer;
      },
      { timeout: 10_000, interval: 5 },
    );
  const say = (words: string) => {
    socket.write(`${words}\r\n`);
    return heard();
  };
  return { socket, say, heard, gone: () => once(socket, "close") };
}

async function line(port: number) {
  const spoken = speak(connect(port, "127.0.0.1"));
  const greeting = await spoken.heard();
  return { ...spoken, greeting };
}

/** As a sender upgrades: the certificate that the server shows. */
async function upgraded(port: number) {
  const plain = await line(port);
  await plain.say("EHLO sender.test");
  expect(await plain.say("STARTTLS")).toMatch(/^220 /);
  plain.socket.removeAllListeners("data");
  const socket: TLSSocket = connectTls({ socket: plain.socket, rejectUnauthorized: false });
  await once(socket, "secureConnect");
  return { ...speak(socket), name: socket.getPeerCertificate().subject.CN };
}

async function deliver(spoken: { say: (words: string) => Promise<string> }, text: string) {
  await spoken.say("EHLO sender.test");
  await spoken.say("MAIL FROM:<a@b.test>");
  await spoken.say("RCPT TO:<in@desk.test>");
  await spoken.say("DATA");
  return spoken.say(`Subject: x\r\n\r\n${text}\r\n.`);
}

describe("the mail door with STARTTLS", () => {
  async function files() {
    const folder = await mkdtemp(join(tmpdir(), "sportello-test-certificate-"));
    ends.push(() => rm(folder, { recursive: true }));
    const at = { cert: join(folder, "cert.pem"), key: join(folder, "key.pem") };
    const put = async (name: string) => {
      const { cert, key } = selfMadeCertificate(name);
      await Promise.all([writeFile(at.cert, cert), writeFile(at.key, key)]);
    };
    await put("first.test");
    return { at, put };
  }
  const lookEvery = { certificate: 20, lines: 20 };

  test("takes mail over TLS with the operator's certificate", async () => {
    const { at } = await files();
    const { port, kept } = await door({ certificate: at });
    const line = await upgraded(port);
    expect(line.name).toBe("first.test");
    expect(await deliver(line, "sealed")).toMatch(/^250 /);
    expect(kept.join()).toContain("sealed");
  });

  test("shows a renewed certificate without a restart, and keeps the old one when the new is broken", async () => {
    const { at, put } = await files();
    const { port, errors } = await door({ certificate: at, lookEvery });
    await put("renewed.test");
    await vi.waitFor(async () => expect((await upgraded(port)).name).toBe("renewed.test"), {
      timeout: 10_000,
    });
    await writeFile(at.cert, "");
    await vi.waitFor(() => expect(errors.join()).toContain("certificate of the mail door"));
    expect((await upgraded(port)).name).toBe("renewed.test");
  });

  test("makes a certificate of its own where it is asked to", async () => {
    const { port } = await door({ certificate: null });
    expect((await upgraded(port)).name).toBe("mx.test");
  });

  test("does not start with a key that belongs to another certificate", async () => {
    const { at } = await files();
    await writeFile(at.key, selfMadeCertificate("other.test").key);
    await expect(door({ certificate: at satisfies CertificateFiles })).rejects.toThrow();
  });

  test("offers none without a certificate", async () => {
    const { say } = await line((await door()).port);
    expect(await say("EHLO sender.test")).not.toContain("STARTTLS");
    expect(await say("STARTTLS")).toMatch(/^50\d /);
  });
});

describe("the mail door", () => {
  test("announces its size limit and refuses a larger mail before it is sent", async () => {
    const { say } = await line((await door()).port);
    expect(await say("EHLO sender.test")).toContain(`SIZE ${50 * 1024 * 1024}`);
    expect(await say(`MAIL FROM:<a@b.test> SIZE=${50 * 1024 * 1024 + 1}`)).toMatch(/^552 /);
  });

  test("sends away who drips letters, during the commands and within a mail, and keeps nothing of it", async () => {
    const limits = { ...usualLimits, untilMail: 60, perMail: 60 };
    const { port, kept } = await door({ limits, lookEvery: { certificate: 1000, lines: 10 } });
    const idle = await line(port);
    const left = idle.gone();
    const drip = setInterval(() => idle.socket.write("N"), 20);
    ends.unshift(() => clearInterval(drip));
    await left;

    const patient = await door({
      limits: { ...limits, untilMail: 60_000 },
      lookEvery: { certificate: 1000, lines: 10 },
    });
    const slow = await line(patient.port);
    await slow.say("EHLO sender.test");
    await slow.say("MAIL FROM:<a@b.test>");
    await slow.say("RCPT TO:<in@desk.test>");
    const gone = slow.gone();
    await slow.say("DATA");
    const letters = setInterval(() => slow.socket.write("x"), 20);
    ends.unshift(() => clearInterval(letters));
    await gone;
    expect([...kept, ...patient.kept]).toEqual([]);
  });

  test("hangs up on bad commands, and on who guesses addresses", async () => {
    const { port } = await door({ limits: { ...usualLimits, wrongReceivers: 3 } });
    const rude = await line(port);
    const answers: string[] = [];
    for (let command = 0; command < 10; command++) answers.push(await rude.say("NONSENSE"));
    expect(answers.at(-1)).toMatch(/^421 /);

    const guess = await line(port);
    await guess.say("EHLO sender.test");
    await guess.say("MAIL FROM:<a@b.test>");
    const said: string[] = [];
    for (const name of ["a", "b", "c", "d"])
      said.push(await guess.say(`RCPT TO:<${name}@desk.test>`));
    expect(said.map((words) => words.slice(0, 3))).toEqual(["550", "550", "550", "421"]);
  });
});
