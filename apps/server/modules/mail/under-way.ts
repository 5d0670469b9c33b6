/**
 * Bodies that are being received by HTTP: nobody has shown a secret before the last byte. So strangers share a half of
 * the room among them, each network of theirs has a quarter, and the other half waits for who has signed before.
 */
import { isPublic, networkOf } from "#platform/outbound/address.ts";

export type Limits = {
  /** Bytes of all together. */
  room: number;
  /** Milliseconds that any body may take, and bytes that come in each further one at least. */
  patience: number;
  bytesPerMillisecond: number;
};

/** Networks that are remembered. */
const mostKnown = 1000;

export class UnderWay {
  readonly limits: Limits;
  private readonly known = new Set<string>();
  private readonly taken = new Map<string, number>();

  constructor(limits: Limits) {
    this.limits = limits;
  }

  get bytes(): number {
    return sum([...this.taken]);
  }

  /** False when there is no room for it now. Whoever enters leaves. */
  enter(address: string, bytes: number): boolean {
    const { room } = this.limits;
    const network = networkOf(address);
    const own = this.taken.get(network) ?? 0;
    const isKnown = this.known.has(network);
    const strangers = [...this.taken].filter(([one]) => !this.known.has(one));
    // A proxy of our own network speaks for many.
    if (!isKnown && isPublic(address) && own + bytes > room / 4) return false;
    if (!isKnown && sum(strangers) + bytes > room / 2) return false;
    if (this.bytes + bytes > room) return false;
    this.taken.set(network, own + bytes);
    return true;
  }

  leave(address: string, bytes: number) {
    const network = networkOf(address);
    const left = (this.taken.get(network) ?? 0) - bytes;
    if (left > 0) this.taken.set(network, left);
    else this.taken.delete(network);
  }

  /** It has shown the secret. */
  signed(address: string) {
    const network = networkOf(address);
    this.known.delete(network);
    this.known.add(network);
    const [oldest] = this.known;
    if (this.known.size > mostKnown && oldest !== undefined) this.known.delete(oldest);
  }

  patienceFor(bytes: number): number {
    return this.limits.patience + bytes / this.limits.bytesPerMillisecond;
  }
}

function sum(taken: readonly [string, number][]): number {
  return taken.reduce((all, [, bytes]) => all + bytes, 0);
}
