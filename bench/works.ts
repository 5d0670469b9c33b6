/** The works that have a budget, done through the public door by an agent whose rights are *team*. */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createClient, type Client } from "#contract/client.ts";
import { listChannels } from "#contract/channels.ts";
import { readLedger } from "#contract/ledger.ts";
import { search } from "#contract/search.ts";
import { listTickets, readTicket, type Ticket } from "#contract/tickets.ts";
import { listMessages } from "#contract/messages.ts";
import { replyToTicket } from "#contract/replies.ts";
import { listViews } from "#contract/views.ts";
import { cpuSeconds } from "./cpu.ts";
import { type Cost, costOf, seeded } from "./load.ts";
import { sendLetters, smallLetter } from "./letters.ts";
import { type Line, ms } from "./report.ts";
import type { Running } from "./server.ts";

export type Subject = {
  program: Running;
  agent: Client;
  owner: Client;
  numbers: number[];
  threads: number[];
};

export async function findSubject(
  program: Running,
  tokens: { agent: string; owner: string },
): Promise<Subject> {
  const agent = createClient({ baseUrl: program.url, token: tokens.agent });
  const owner = createClient({ baseUrl: program.url, token: tokens.owner });
  const numbers: number[] = [];
  for (let cursor: string | undefined; numbers.length < 1000;) {
    const page = await agent(listTickets, {
      view: "open",
      limit: 200,
      ...(cursor ? { cursor } : {}),
    });
    numbers.push(...page.items.map(({ number }) => number));
    if (!page.nextCursor) break;
    cursor = page.nextCursor;
  }
  return { program, agent, owner, numbers, threads: await longThreads(agent, numbers) };
}

/** Tickets with about twenty messages. */
async function longThreads(agent: Client, numbers: number[]): Promise<number[]> {
  const found: number[] = [];
  for (const number of numbers) {
    const { items } = await agent(listMessages, { number, limit: 25 });
    if (items.length >= 18 && items.length <= 22) found.push(number);
    if (found.length >= 20) break;
  }
  return found.length > 0 ? found : numbers.slice(0, 20);
}

/** Requests until the engine has compiled what it will: a desk in use is warm. */
const warmUp = 1000;

export async function lists({ program, agent }: Subject, times: number): Promise<Line> {
  const views = ["open", "unassigned", "mine", "closed"] as const;
  const cost = await costOf(program.pid, {
    times,
    atOnce: 2,
    warmUp,
    run: async (index) => void (await agent(listTickets, { view: views[index % 4], limit: 50 })),
  });
  return line("list page (50 tickets), warm", { cpuMs: 2, p95: 10 }, cost);
}

export async function opens({ program, agent, threads }: Subject, times: number): Promise<Line> {
  const run = async (index: number) => {
    const number = threads[index % threads.length] ?? 0;
    await Promise.all([agent(readTicket, { number }), agent(listMessages, { number, limit: 50 })]);
  };
  return line(
    "open a ticket with 20 messages",
    { cpuMs: 2, p95: 10 },
    await costOf(program.pid, { times, atOnce: 2, warmUp, run }),
  );
}

/** The answer alone: what was read before it is read beforehand, and no ticket is answered twice. */
export async function replies({ program, agent, numbers }: Subject, most: number): Promise<Line> {
  const tickets: Ticket[] = [];
  for (const number of numbers.slice(0, most)) tickets.push(await agent(readTicket, { number }));
  await quiet(program);
  const run = async (index: number) => {
    const { number = 0, newestMessageId = null } = tickets[index] ?? {};
    await agent(replyToTicket, {
      number,
      id: randomUUID(),
      html: `<p>Thank you, we are looking into it (${index}).</p>`,
      seenMessageId: newestMessageId,
    });
  };
  const warmUp = Math.floor(tickets.length / 10);
  const work = { times: tickets.length - warmUp, warmUp, atOnce: 2, run };
  const cost = await costOf(program.pid, work);
  return line("reply committed (delivery jobs run beside it)", { cpuMs: 4, p95: 15 }, cost);
}

export async function counts({ program, agent }: Subject, times: number): Promise<Line> {
  const cost = await costOf(program.pid, {
    times,
    atOnce: 2,
    run: async () => void (await agent(listViews, {})),
  });
  return {
    work: "counts of all views for one agent",
    budget: "≤ 10 ms",
    measured: `p50 ${ms(cost.p50)}, p95 ${ms(cost.p95)}, CPU ${ms(cost.cpuMs)}`,
    held: cost.p50 <= 10,
  };
}

const words = [
  "printer",
  "fattura",
  "the",
  "order",
  "ordine",
  "grazie",
  "smoking",
  "consegna",
  "invoice",
  "problema",
  "della",
  "xylophone",
  "rimborso",
  "refund",
  "please",
];

export async function searches({ program, agent }: Subject, times: number): Promise<Line[]> {
  const next = seeded(7);
  const word = () => words[next(words.length)] ?? "";
  const cost = (q: () => string) =>
    costOf(program.pid, {
      times,
      atOnce: 2,
      run: async () => void (await agent(search, { q: q() })),
    });
  const one = await cost(word);
  const two = await cost(() => `${word()} ${word()}`);
  const said = ({ p50, p95, cpuMs }: Cost) => `p50 ${ms(p50)}, p95 ${ms(p95)}, CPU ${ms(cpuMs)}`;
  return [
    {
      work: "full-text search, any word, ranked",
      budget: "p95 ≤ 100 ms",
      measured: said(one),
      held: one.p95 <= 100,
    },
    {
      work: "… any two words, also of two languages",
      budget: "–",
      measured: said(two),
      held: null,
    },
  ];
}

export async function mails({ program, owner }: Subject, times: number): Promise<Line> {
  const { items } = await owner(listChannels, {});
  const address = items[0]?.address ?? "";
  const settled = async () => (await owner(readLedger, { limit: 1 })).summary;
  const before = await settled();
  const letters = Array.from({ length: times }, (_, index) => smallLetter(index, address));
  const cost = await costOf(program.pid, {
    times: 1,
    warmUp: 0,
    atOnce: 1,
    run: async () => {
      await sendLetters(program.smtpPort, letters, 8);
      for (
        let now = await settled();
        now.received < before.received + times || now.unaccounted > 0;
        now = await settled()
      )
        await wait(200);
    },
  });
  const [cpuMs, perSecond] = [cost.cpuMs / times, times / (cost.p50 / 1000)];
  return {
    work: "inbound small mail → ticket committed",
    budget: "≤ 5 ms CPU, ≥ 200 a second",
    measured: `CPU ${ms(cpuMs)}, ${perSecond.toFixed(0)} a second (${times} mails)`,
    held: cpuMs <= 5 && perSecond >= 200,
  };
}

/** What earlier work left behind must not be counted in the next: a second in which hardly anything was done. */
export async function quiet({ pid }: Running) {
  for (let tries = 0; tries < 300; tries++) {
    const before = cpuSeconds(pid);
    await wait(1000);
    if (cpuSeconds(pid) - before < 0.05) return;
  }
  throw new Error("the program did not come to rest in five minutes");
}

function line(
  work: string,
  budget: { cpuMs: number; p95: number },
  { cpuMs, p50, p95, perSecond }: Cost,
): Line {
  return {
    work,
    budget: `≤ ${budget.cpuMs} ms CPU, p95 ≤ ${budget.p95} ms`,
    measured: `CPU ${ms(cpuMs)}, p50 ${ms(p50)}, p95 ${ms(p95)}, ${perSecond.toFixed(0)} a second`,
    held: cpuMs <= budget.cpuMs && p95 <= budget.p95,
  };
}
