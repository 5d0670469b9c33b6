/** The corpus' mails, damaged without end: whatever arrives is read in time, every part of it is kept, and what comes out can be stored. */
import { createHash } from "node:crypto";
import { breathing } from "#mail/breath.ts";
import { readCalendar } from "#mail/calendar.ts";
import { clues } from "#mail/clues.ts";
import { type Leaf, readLeaves } from "#mail/leaf.ts";
import { readTree } from "#mail/mime.ts";
import { LIMITS, withLineFeeds } from "#mail/parse.ts";
import { readContactCards } from "#mail/vcard.ts";
import { readMail } from "../../apps/server/modules/mail/read.ts";
import type { Reading } from "../../apps/server/modules/mail/understand.ts";
import { readInput, readSets } from "./cases.ts";
import { type Damaged, damage, randomFrom } from "./damage.ts";

export type Plan = {
  folder: string;
  seed: number;
  /** The mail to begin with: what went wrong is done again by its number. */
  from?: number;
  milliseconds?: number;
  mails?: number;
};

export type Fault = { at: number; of: string; by: string[]; says: string; raw: Buffer };
export type Fuzzed = { mails: number; slowest: number; faults: Fault[] };

const mostFaults = 20;
const mostMilliseconds = 2000;

export async function fuzz({
  folder,
  seed,
  from = 0,
  milliseconds = Infinity,
  mails = Infinity,
}: Plan): Promise<Fuzzed> {
  const seeds = seedsOf(folder);
  if (seeds.length === 0) throw new Error(`there are no mails in ${folder}`);
  const end = performance.now() + milliseconds;
  const done: Fuzzed = { mails: 0, slowest: 0, faults: [] };
  for (let at = from; done.mails < mails && performance.now() < end; at++) {
    const random = randomFrom(Math.imul(seed, 0x01000193) ^ at);
    const { of, raw: whole } = seeds[random(seeds.length)] ?? { of: "", raw: Buffer.alloc(0) };
    const { raw, by } = damage(whole, random);
    const { took, says } = await faultOf({ raw, by });
    done.mails++;
    done.slowest = Math.max(done.slowest, took);
    if (says !== null) done.faults.push({ at, of, by, says, raw });
    if (done.faults.length >= mostFaults) break;
  }
  return done;
}

function seedsOf(folder: string): { of: string; raw: Buffer }[] {
  const sets = readSets(folder, () => undefined).filter(
    ({ group }) => group === "parse" || group === "auto",
  );
  return sets.flatMap((set) =>
    set.cases.flatMap(({ id, input }) =>
      input === null ? [] : [{ of: `${set.name} ${id}`, raw: readInput(set, input) }],
    ),
  );
}

/** Work counts, not time, and when it is too much twice: the machine has other things to do. */
async function faultOf({ raw }: Damaged): Promise<{ took: number; says: string | null }> {
  try {
    const first = await timed(raw);
    const { took, mail } = first.took > mostMilliseconds ? await timed(raw) : first;
    if (took > mostMilliseconds) return { took, says: `${Math.round(took)} ms` };
    return { took, says: (await lostPart(raw, mail)) ?? unstorable(mail) };
  } catch (error) {
    return {
      took: 0,
      says: error instanceof Error ? (error.stack ?? error.message) : String(error),
    };
  }
}

async function timed(raw: Buffer): Promise<{ took: number; mail: Reading }> {
  const start = process.cpuUsage();
  const mail = await readMail(raw);
  return { took: process.cpuUsage(start).user / 1000, mail };
}

/** A leaf is shown, or among the files by its bytes; a wrapping is there as what it held. */
async function lostPart(raw: Buffer, mail: Reading): Promise<string | null> {
  if (mail.unreadable !== null)
    return mail.unreadable === "it has no header" ? null : `unreadable: ${mail.unreadable}`;
  const breathe = breathing();
  const { root } = await readTree(withLineFeeds(raw), LIMITS, breathe);
  const leaves = await readLeaves(root, breathe);
  const files = new Set(mail.attachments.map(({ sha1 }) => sha1));
  const elsewhere = leaves.filter((leaf) => !isWrapping(leaf) && !files.has(sha1(leaf)));
  return elsewhere.length > mail.shownParts
    ? `${elsewhere.length} parts are no files, ${mail.shownParts} are shown`
    : null;
}

function isWrapping({ type, name }: Leaf): boolean {
  return /ms-tnef|pkcs7-mime/.test(type) || /^win(?:mail|\.dat)|\.p7m$/i.test(name ?? "");
}

function sha1({ content }: Leaf): string {
  return createHash("sha1").update(content).digest("hex");
}

/** Everything that is made of a mail, as strings. */
function unstorable(mail: Reading): string | null {
  const { headers: _headers, attachments, ...rest } = mail;
  const files = attachments.map(({ name, type, contentId }) => [name, type, contentId]);
  const cards = attachments
    .filter(({ size }) => size < 500_000)
    .slice(0, 20)
    .map(({ content }) => [readCalendar(content), readContactCards(content)]);
  const odd = strings([rest, files, cards, clues(mail)]).find((text) => /\0|\p{Cs}/u.test(text));
  return odd === undefined
    ? null
    : `NUL or a lone surrogate in ${JSON.stringify(odd.slice(0, 100))}`;
}

function strings(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (value instanceof Date || value === null || typeof value !== "object") return [];
  return Object.values(value).flatMap(strings);
}
