/** The customers: each mail is sent until somebody has said 250 to it, and every 250 is counted. */
import { createHash, randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { hand, letter } from "#testkit/mailbox.ts";

export type Acknowledged = {
  messageId: string;
  /** sha256 of the bytes. */
  hash: string;
  /** How often it was sent until the 250 came; more than once may have been kept more than once. */
  tries: number;
};

export async function sendMails(
  port: number,
  options: {
    to: string;
    mails: number;
    lines: number;
    /** Resolves when this one may be sent. */
    turn: (index: number) => Promise<void>;
    acknowledged: (mail: Acknowledged) => void;
  },
): Promise<void> {
  let next = 0;
  const line = async () => {
    for (let index = next++; index < options.mails; index = next++) {
      await options.turn(index);
      options.acknowledged(await sendUntilTaken(port, options.to, index));
    }
  };
  await Promise.all(Array.from({ length: options.lines }, line));
}

async function sendUntilTaken(port: number, to: string, index: number): Promise<Acknowledged> {
  const messageId = `<fault-${index}-${randomUUID()}@customer.example>`;
  const from = `Customer ${index} <c${index % 97}@customer.example>`;
  const raw = letter({
    from,
    to,
    id: messageId,
    subject: `Question ${index}`,
    text: textOf(index),
  });
  for (let tries = 1; ; tries++) {
    const answer = await hand(port, { from: `c${index % 97}@customer.example`, to, raw }).catch(
      () => null,
    );
    if (answer?.code === 250)
      return { messageId, hash: createHash("sha256").update(raw).digest("hex"), tries };
    if (answer && answer.code >= 500) throw new Error(`mail was refused: ${answer.says}`);
    await wait(100);
  }
}

/** Every fifth is too large for its row and goes through the file store. */
function textOf(index: number): string {
  const words = `Where is order ${index}? It should have come on Monday.`;
  return index % 5 === 4
    ? `${words}\r\n${"It is a long story. ".repeat(50)}\r\n`.repeat(80)
    : words;
}
