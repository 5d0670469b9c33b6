/** The agents: they answer tickets by the API, and repeat a request until it was answered. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { type Client, createClient, Refused } from "#contract/client.ts";
import type { Operation, OutputOf, SentTo } from "#contract/operation.ts";
import { listTickets } from "#contract/tickets.ts";
import { replyToTicket } from "#contract/replies.ts";

export type Api = <O extends Operation>(operation: O, input: SentTo<O>) => Promise<OutputOf<O>>;

/** Calls that come back until the program is there again. A refusal is an answer. */
export function patientApi(url: string, token: string): Api {
  const call: Client = createClient({ baseUrl: url, token });
  return async (operation, input) => {
    for (;;) {
      try {
        return await call(operation, input, { signal: AbortSignal.timeout(20_000) });
      } catch (error) {
        if (error instanceof Refused && error.problem.status < 500) throw error;
        await wait(150);
      }
    }
  };
}

/**
 * Answers `replies` tickets, once each, when it is their turn. The ids are chosen here, so that asking twice writes once.
 */
export async function answerTickets(
  api: Api,
  replies: number,
  turn: (index: number) => Promise<void>,
): Promise<string[]> {
  const answered = new Set<number>();
  const sent: string[] = [];
  while (sent.length < replies) {
    const { items } = await api(listTickets, { limit: 200, open: true });
    const waiting = items.filter(({ number }) => !answered.has(number));
    if (waiting.length === 0) await wait(200);
    for (const ticket of waiting.slice(0, replies - sent.length)) {
      await turn(sent.length);
      answered.add(ticket.number);
      const id = randomUUID();
      await api(replyToTicket, {
        number: ticket.number,
        id,
        text: `Answer to ${ticket.number}: it comes tomorrow.`,
        seenMessageId: ticket.newestMessageId,
      });
      sent.push(id);
    }
  }
  return sent;
}
