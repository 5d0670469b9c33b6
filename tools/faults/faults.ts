/**
 * Mail under fire: the program is killed again and again while customers write and agents answer.
 *
 * Some kills come at a random moment, some at a chosen one: in the midst of a mail's DATA, before a file is synced, while
 * a commit is under way, before a 250 and right after it, and while the outgoing server has a reply but has not yet said so.
 */
import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { createChannel } from "#contract/channels.ts";
import { mailbox, type Sink } from "#testkit/mailbox.ts";
import { answerTickets, patientApi } from "./agents.ts";
import { chanceOf } from "./chance.ts";
import { type Victim, victim } from "./program.ts";
import { type Acknowledged, sendMails } from "./senders.ts";
import { type Verdict, verdictOf } from "./verdict.ts";

export type Plan = { seed: number; mails: number; replies: number; kills: number };
export type Report = Verdict & {
  plan: Plan;
  acknowledged: number;
  kills: Record<string, number>;
  seconds: number;
};

/** Each comes as often as any other; a killed server comes up over the PostgreSQL that it left behind. */
const moments = [
  "random",
  "DATA",
  "sync",
  "commit",
  "250",
  "acknowledged",
  "left",
  "database",
] as const;
type Moment = (typeof moments)[number];

export async function mailUnderFire(plan: Plan, say: (line: string) => void): Promise<Report> {
  const began = Date.now();
  const sink = await mailbox();
  const program = await victim(sink.url);
  try {
    const token = await foundDesk(program);
    await program.start();
    const api = patientApi(program.url, token);
    const to = "support@faults.example";
    await api(createChannel, { address: to });
    const acknowledged: Acknowledged[] = [];
    const bells = new Bells();
    const round = rounds(plan.kills);
    const fire = openFire({ program, plan, sink, bells, say, next: round.next });
    const customers = sendMails(program.smtpPort, {
      to,
      mails: plan.mails,
      lines: 4,
      turn: (index) => round.turn(index / plan.mails),
      acknowledged: (mail) => {
        acknowledged.push(mail);
        bells.ring("acknowledged");
      },
    });
    const [replyIds, kills] = await Promise.all([
      answerTickets(api, plan.replies, (index) => round.turn(index / plan.replies)),
      fire,
      customers,
    ]);
    const evidence = { api, url: program.url, token, acknowledged, replyIds, sink };
    const verdict = await verdictOf(evidence);
    const seconds = Math.round((Date.now() - began) / 1000);
    return { ...verdict, plan, acknowledged: acknowledged.length, kills, seconds };
  } finally {
    await program.end();
    await sink.close();
  }
}

async function foundDesk({ cli }: Victim): Promise<string> {
  const [email, password] = ["owner@faults.example", randomUUID()];
  await cli("setup", "--email", email, "--password", password, "--name", "Olga");
  return cli("token", "--email", email);
}

type Fire = {
  program: Victim;
  plan: Plan;
  sink: Sink;
  bells: Bells;
  say: (line: string) => void;
  next: () => void;
};

/** Each kill meets its share of the work, and waits for the program to be up again. Chance gives the order. */
async function openFire({ program, plan, sink, bells, say, next }: Fire) {
  const { seed, kills } = plan;
  const chance = chanceOf(seed);
  const count: Record<string, number> = {};
  sink.onCaught(() => bells.ring("left"));
  let left: Moment[] = [];
  for (let kill = 1; kill <= kills; kill++) {
    if (left.length === 0) left = [...moments];
    const [moment = "random"] = left.splice(Math.floor(chance() * left.length), 1);
    const pause = Math.floor(chance() * 400);
    const killed = killAt(moment, pause, program, bells);
    next();
    const name = (await killed) ? moment : `${moment} (did not come)`;
    count[name] = (count[name] ?? 0) + 1;
    say(`kill ${kill} of ${kills}: ${name}`);
  }
  return count;
}

/** Deals the work out: a share a kill, so that none comes when all is done. `part` of the work is from 0 to 1. */
function rounds(kills: number) {
  let begun = 0;
  let waiting: { part: number; go: () => void }[] = [];
  const may = (part: number) => part * kills < begun;
  return {
    next: () => {
      begun += 1;
      for (const { part, go } of waiting) if (may(part)) go();
      waiting = waiting.filter(({ part }) => !may(part));
    },
    turn: (part: number) =>
      may(part) ? Promise.resolve() : new Promise<void>((go) => waiting.push({ part, go })),
  };
}

/** A chosen moment may never come when the work is done: then any moment will do, and it is false. */
async function killAt(
  moment: Moment,
  pause: number,
  program: Victim,
  bells: Bells,
): Promise<boolean> {
  switch (moment) {
    case "DATA":
    case "sync":
    case "commit":
    case "250":
      return program.killServerAt(moment);
    case "database":
      await wait(pause);
      await program.killDatabase();
      return true;
    case "random":
      await wait(pause);
      await program.killServer();
      return true;
    case "acknowledged":
    case "left": {
      const came = await Promise.race([bells.next(moment), wait(3000, false)]);
      await program.killServer();
      return came;
    }
  }
}

/** Whoever waits for a moment hears the next one. */
class Bells {
  private waiting: { moment: Moment; heard: (came: true) => void }[] = [];

  next(moment: Moment): Promise<true> {
    return new Promise((heard) => this.waiting.push({ moment, heard }));
  }

  ring(moment: Moment) {
    const heard = this.waiting.filter((one) => one.moment === moment);
    this.waiting = this.waiting.filter((one) => one.moment !== moment);
    for (const one of heard) one.heard(true);
  }
}
