/**
 * Mail under fire: the program is killed again and again while customers write and agents answer.
 *
 * Some kills come at a random moment, some at a chosen one: while a mail is being handed over, right after its 250, and
 * while the outgoing server has a reply but has not yet said so.
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

const moments = ["random", "random", "acknowledged", "left", "database"] as const;
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
    const fire = openFire(program, plan, sink, bells, say);
    const customers = sendMails(program.smtpPort, {
      to,
      mails: plan.mails,
      lines: 4,
      acknowledged: (mail) => {
        acknowledged.push(mail);
        bells.ring("acknowledged");
      },
    });
    const [replyIds, kills] = await Promise.all([
      answerTickets(api, plan.replies),
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

/** Each kill waits for its moment, then for the program to be up again. */
async function openFire(
  program: Victim,
  { seed, kills }: Plan,
  sink: Sink,
  bells: Bells,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const chance = chanceOf(seed);
  const count: Record<string, number> = {};
  sink.onCaught(() => bells.ring("left"));
  for (let kill = 1; kill <= kills; kill++) {
    const moment = moments[Math.floor(chance() * moments.length)] ?? "random";
    const pause = Math.floor(chance() * 1500);
    await comes(moment, pause, bells);
    if (moment === "database") await program.killDatabase();
    else await program.killServer();
    count[moment] = (count[moment] ?? 0) + 1;
    say(`kill ${kill} of ${kills}: ${moment} (after ${pause} ms)`);
  }
  return count;
}

/** A chosen moment may never come when the work is done: then any moment will do. */
async function comes(moment: Moment, pause: number, bells: Bells) {
  await wait(pause);
  if (moment === "random" || moment === "database") return;
  await Promise.race([bells.next(moment), wait(3000)]);
}

/** Whoever waits for a moment hears the next one. */
class Bells {
  private waiting: { moment: Moment; heard: () => void }[] = [];

  next(moment: Moment): Promise<void> {
    return new Promise((heard) => this.waiting.push({ moment, heard }));
  }

  ring(moment: Moment) {
    const heard = this.waiting.filter((one) => one.moment === moment);
    this.waiting = this.waiting.filter((one) => one.moment !== moment);
    for (const one of heard) one.heard();
  }
}
