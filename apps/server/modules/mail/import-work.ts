/**
 * Importing an uploaded file as long work: the file is kept whole first, then taken mail by mail, each step committed with
 * how far it is. A kill goes on where it was; nothing is taken twice.
 */
import * as z from "zod";
import { Id } from "#contract/common.ts";
import type { MailWork } from "#contract/mail-works.ts";
import { channelById } from "#modules/channels";
import { audit } from "#modules/people";
import type { Call, Work } from "#platform/call.ts";
import type { Stored } from "#platform/files.ts";
import { newId } from "#platform/id.ts";
import { refuse } from "#platform/refusal.ts";
import { sizeLimit } from "#platform/smtp/listen.ts";
import { importLimit, type Part, partsOf, refuseWithoutMail } from "./import-parts.ts";
import { deliveryOf } from "./import.ts";
import { keepMail } from "./keep.ts";
import { gatherRaw, type Raw } from "./raw.ts";
import {
  beginWork,
  goOn,
  keepProgress,
  lockWork,
  reportOf,
  workAnswer,
  type WorkRow,
} from "./work.ts";

/** @throws Refusal channel_not_found, file_too_large, file_not_mail, and what `refuseArchive` gives */
export async function importMail(call: Call): Promise<MailWork> {
  const { platform, db, desk, now } = call;
  const upload = await call.door.nextFile(importLimit);
  if (!upload) throw refuse("invalid_input", { fields: { file: "is missing" } });
  const channelId = Id.safeParse(upload.fields["channelId"]).data;
  const channel = channelId ? await channelById(db, desk.id, channelId) : null;
  if (!channel) throw refuse("channel_not_found");
  // Of its own: two imports of the same file go on side by side, and each takes away its own bytes.
  const folder = `${importFolder(desk.id)}/${newId(now.getTime())}`;
  const { hash, size } = await platform.files.put(folder, upload.stream);
  try {
    if (upload.cut()) throw refuse("file_too_large", { limit: importLimit });
    await refuseWithoutMail(platform.files, { folder, hash }, size);
  } catch (error) {
    await platform.files.removeFolder(folder);
    throw error;
  }
  const closed = upload.fields["closed"] === "true";
  const file = upload.name.slice(0, 200).toWellFormed().replaceAll("\0", "");
  return begin(call, channel, { folder, hash, size, closed, file });
}

type Begun = Stored & { folder: string; closed: boolean; file: string };

function begin(
  call: Call,
  channel: { id: string; name: string },
  { folder, hash, size, closed, file }: Begun,
): Promise<MailWork> {
  const { db, desk, agent, now } = call;
  return db.transaction().execute(async (tx) => {
    const row = await beginWork(tx, {
      ...{ deskId: desk.id, kind: "import", channelId: channel.id, byUserId: agent.id, now },
      input: { hash: hash.toString("hex"), folder, channelId: channel.id, closed },
      total: size,
      report: { file, mails: 0, tooLarge: 0, notMail: 0 },
    });
    await audit(tx, call, { kind: "mail.imported", subject: channel, after: { file, closed } });
    return workAnswer(tx, row);
  });
}

/** Apart from what customers and agents upload; in it each import has a folder, which goes when it is over. */
export function importFolder(deskId: string) {
  return `${deskId}/import`;
}

const Input = z.object({
  hash: z.string(),
  /** Missing in imports from before each had a folder of its own. */
  folder: z.string().optional(),
  channelId: Id,
  closed: z.boolean(),
});
const Place = z.object({ parts: z.int().default(0) });

/** Parts and bytes of one step, and milliseconds of one job at least. */
const partsAtOnce = 50;
const bytesAtOnce = 8 * 1024 * 1024;
const longestJob = 10_000;

/** The job. */
export async function continueImport(work: Work, begun: WorkRow): Promise<void> {
  const { platform, db, deskId } = work;
  const { hash, folder } = Input.parse(begun.input);
  const place = { folder: folder ?? importFolder(deskId), hash: Buffer.from(hash, "hex") };
  const began = Date.now();
  const taken = Place.parse(begun.place).parts;
  let until = 0;
  let step: Part[] = [];
  let index = 0;
  for await (const part of partsOf(platform.files, place)) {
    if (index++ < taken) continue;
    // To find the place again takes time as well: of a long file more is done at once.
    until ||= Date.now() + longestJob + 2 * (Date.now() - began);
    step.push(part);
    if (step.length < partsAtOnce && bytesOf(step) < bytesAtOnce) continue;
    if (!(await keepStep(work, begun.id, index - step.length, step))) return;
    step = [];
    if (Date.now() > until) return db.transaction().execute((tx) => goOn(tx, begun));
  }
  if (!(await keepStep(work, begun.id, index - step.length, step, true))) return;
  await (folder ? platform.files.removeFolder(folder) : null);
}

function bytesOf(parts: readonly Part[]): number {
  return parts.reduce((sum, { bytes }) => sum + bytes.length, 0);
}

/** Mails and progress are one transaction. False when the work was stopped, or another worker has come further. */
async function keepStep(
  { platform, db, deskId }: Work,
  id: string,
  from: number,
  step: readonly Part[],
  last = false,
): Promise<boolean> {
  const raws: Raw[] = [];
  for (const { sort, bytes } of step)
    if (sort === "mails") raws.push(await gatherRaw(platform, bytes, [deskId], sizeLimit));
  return db.transaction().execute(async (tx) => {
    const row = await lockWork(tx, deskId, id);
    if (!row || Place.parse(row.place).parts !== from) return false;
    const { channelId, closed } = Input.parse(row.input);
    const to = { ...deliveryOf({ deskId, channelId, via: "upload", closed }), workId: id };
    for (const raw of raws) await keepMail(tx, raw, [to], platform.clock());
    const done = last ? row.total : Math.min(row.total, row.done + bytesOf(step));
    const report = reportOf(row);
    for (const { sort } of step) report[sort] = (report[sort] ?? 0) + 1;
    const place = { parts: from + step.length };
    const state = last ? { state: "done" as const } : {};
    await keepProgress(tx, row, platform.clock(), { done, report, place, ...state });
    return true;
  });
}
