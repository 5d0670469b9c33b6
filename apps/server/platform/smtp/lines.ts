/** What one line into the mail door may take, so that nobody holds all of them: how many, how long, how many guesses. */
import { isPublic, networkOf } from "../outbound/address.ts";

export type LineLimits = {
  /** Lines at once from one network out in the world: an IPv4 address, 64 bits of IPv6. A relay of our own network may have them all. */
  perAddress: number;
  /** Milliseconds from one mail, or the greeting, to the next DATA: whoever drips letters is sent away. */
  untilMail: number;
  /** Milliseconds from DATA to its end. */
  perMail: number;
  /** Receivers that are not ours, until it counts as guessing addresses. */
  wrongReceivers: number;
};

export const usualLimits: LineLimits = {
  perAddress: 20,
  untilMail: 5 * 60_000,
  perMail: 10 * 60_000,
  wrongReceivers: 20,
};

type Line = { network: string; until: number; wrong: number };

/** The open lines, by the id of their session. */
export class Lines {
  private readonly open = new Map<string, Line>();
  private readonly limits: LineLimits;

  constructor(limits: LineLimits) {
    this.limits = limits;
  }

  /** False when this address, or its neighbours, have as many as they may have. */
  enter(id: string, address: string): boolean {
    const { perAddress, untilMail } = this.limits;
    const network = networkOf(address);
    const beside = [...this.open.values()].filter((line) => line.network === network);
    if (beside.length >= perAddress && isPublic(address)) return false;
    this.open.set(id, { network, until: Date.now() + untilMail, wrong: 0 });
    return true;
  }

  leave(id: string) {
    this.open.delete(id);
  }

  mailBegins(id: string) {
    this.give(id, this.limits.perMail);
  }

  mailEnds(id: string) {
    this.give(id, this.limits.untilMail);
  }

  /** False when there were too many of them. */
  wrongReceiver(id: string): boolean {
    const line = this.open.get(id);
    if (!line) return true;
    line.wrong += 1;
    return line.wrong <= this.limits.wrongReceivers;
  }

  isLate(id: string): boolean {
    return (this.open.get(id)?.until ?? Infinity) < Date.now();
  }

  private give(id: string, milliseconds: number) {
    const line = this.open.get(id);
    if (line) line.until = Date.now() + milliseconds;
  }
}
