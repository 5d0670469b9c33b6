/** Sends small mails by SMTP over a few kept connections, as a relay would. */
import { connect, type Socket } from "node:net";

export type Letter = { from: string; to: string; raw: string };

/** Resolves when the server has answered 250 to every DATA. */
export async function sendLetters(
  port: number,
  letters: Letter[],
  connections: number,
): Promise<void> {
  let next = 0;
  const one = async () => {
    const line = await open(port);
    while (next < letters.length) {
      const letter = letters[next++];
      if (letter) await sendOne(line, letter);
    }
    line.socket.end("QUIT\r\n");
  };
  await Promise.all(Array.from({ length: connections }, one));
}

type Line = { socket: Socket; answer: (command: string, expected: number) => Promise<void> };

async function sendOne({ answer }: Line, { from, to, raw }: Letter) {
  await answer(`MAIL FROM:<${from}>\r\n`, 250);
  await answer(`RCPT TO:<${to}>\r\n`, 250);
  await answer("DATA\r\n", 354);
  await answer(`${raw.replaceAll(/^\./gm, "..")}\r\n.\r\n`, 250);
}

async function open(port: number): Promise<Line> {
  const socket = connect({ port, host: "127.0.0.1", noDelay: true });
  let buffered = "";
  let wanted: ((line: string) => void) | undefined;
  let failed: ((error: Error) => void) | undefined;
  socket.setEncoding("utf8");
  socket.on("error", (error) => failed?.(error));
  socket.on("data", (chunk: string) => {
    buffered += chunk;
    const [whole] = /^(?:\d{3}-.*\r\n)*\d{3} .*\r\n/.exec(buffered) ?? [];
    if (!whole) return;
    buffered = buffered.slice(whole.length);
    wanted?.(whole);
  });
  const next = () =>
    new Promise<string>((resolve, reject) => ([wanted, failed] = [resolve, reject]));
  const answer = async (command: string, expected: number) => {
    const said = next();
    if (command) socket.write(command);
    const line = await said;
    if (!line.startsWith(String(expected))) throw new Error(`expected ${expected}: ${line}`);
  };
  await answer("", 220);
  await answer("EHLO bench.example\r\n", 250);
  return { socket, answer };
}

export function smallLetter(index: number, to: string): Letter {
  const from = `customer${index % 5000}@example.org`;
  const raw = [
    `From: Customer ${index % 5000} <${from}>`,
    `To: <${to}>`,
    `Subject: Order ${index} has not arrived`,
    `Message-ID: <bench-${process.pid}-${index}@example.org>`,
    `Date: ${new Date().toUTCString()}`,
    "MIME-Version: 1.0",
    "Content-Type: text/plain; charset=utf-8",
    "",
    `Hello, my order ${index} should have come on Tuesday. Could you please look where it is?`,
    "Many thanks and best regards,",
    `Customer ${index % 5000}`,
  ].join("\r\n");
  return { from, to, raw };
}
