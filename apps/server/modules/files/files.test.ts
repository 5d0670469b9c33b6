import { randomUUID } from "node:crypto";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readFile } from "#contract/files.ts";
import { commentOnTicket } from "#contract/comments.ts";
import { desk, rowsOf, type TestDesk } from "#testkit";
import { uploads } from "#testkit/upload.ts";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { expireUploads } from "./expire.ts";
import { sweepFiles } from "./sweep.ts";

const picture = (edge: number) =>
  sharp({ create: { width: edge, height: edge, channels: 3, background: "teal" } })
    .png()
    .toBuffer();

const ages = (at: TestDesk, hours: number) =>
  rowsOf(
    "update files set created_at = created_at - make_interval(hours => $2) where desk_id = $1",
    [at.id, hours],
  );

/** All bytes that this desk has on disk; `hours` older than they are. */
async function bytesOf(at: TestDesk, hours = 0): Promise<string[]> {
  const folder = join(at.house.platform.files.root, at.id);
  const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const paths = all.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  const then = new Date(Date.now() - hours * 3_600_000);
  if (hours > 0) for (const path of paths) await utimes(path, then, then);
  return paths;
}

describe("an uploaded file", () => {
  test("comes back byte by byte, to whoever uploaded it and to nobody else", async () => {
    const [acme, rival] = [await desk(), await desk()];
    const { id, size } = await uploads(acme, acme.ana);
    expect(size).toBe(5);
    expect((await acme.as(acme.ana).fetches(readFile, { id })).body).toBe("hello");
    for (const [at, who] of [
      [acme, acme.bo],
      [rival, rival.ana],
    ] as const)
      expect((await at.as(who).fetches(readFile, { id })).statusCode).toBe(404);
  });

  test("is seen by those who see what it hangs on", async () => {
    const acme = await desk();
    const [ticket, { id }] = [await acme.ticket(), await uploads(acme, acme.ana)];
    const { number } = ticket;
    await acme
      .as(acme.ana)
      .calls(commentOnTicket, { number, html: "<p>see</p>", attachmentIds: [id] });
    const nothing = { reach: "none", unassigned: false } as const;
    const tickets = { view: nothing, edit: nothing, delete: nothing };
    const blind = await acme.user("Blind", { tickets });
    expect((await acme.as(acme.bo).fetches(readFile, { id })).statusCode).toBe(200);
    expect((await acme.as(blind).fetches(readFile, { id })).statusCode).toBe(404);
  });

  test("is what its bytes are, and nothing that acts is shown in the page", async () => {
    const acme = await desk();
    const png = await picture(8);
    const named = await uploads(acme, acme.ana, { name: "x.html", type: "text/html", bytes: png });
    expect(named.type).toBe("image/png");
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    );
    const acting = await uploads(acme, acme.ana, {
      name: "x.svg",
      type: "image/svg+xml",
      bytes: svg,
    });
    const { headers } = await acme.as(acme.ana).fetches(readFile, { id: acting.id });
    expect(headers["content-disposition"]).toMatch(/^attachment/);
    expect(headers["content-type"]).toBe("application/octet-stream");
    expect(headers["content-security-policy"]).toContain("sandbox");
  });

  test("over 25 MB is refused with the limit", async () => {
    const acme = await desk();
    const bytes = Buffer.alloc(25 * 1024 * 1024 + 1);
    expect(await uploads(acme, acme.ana, { bytes })).toMatchObject({
      status: 413,
      code: "file_too_large",
    });
    expect(await rowsOf("select 1 from files where desk_id = $1", [acme.id])).toEqual([]);
  });

  test("shows a small picture of itself, unless it is no picture", async () => {
    const acme = await desk();
    const big = await uploads(acme, acme.ana, {
      name: "p.png",
      type: "image/png",
      bytes: await picture(900),
    });
    const thumb = await acme.as(acme.ana).fetches(readFile, { id: big.id, size: "thumb" });
    expect(await sharp(thumb.rawPayload).metadata()).toMatchObject({ format: "webp", width: 400 });
    const broken = await uploads(acme, acme.ana, {
      bytes: Buffer.from("89504e470d0a1a0a0000", "hex"),
    });
    expect(
      (await acme.as(acme.ana).fetches(readFile, { id: broken.id, size: "thumb" })).statusCode,
    ).toBe(404);
  });

  test("goes after two days when nothing uses it, but not the bytes that others use", async () => {
    const acme = await desk();
    const ticket = await acme.ticket();
    const bytes = Buffer.from(randomUUID());
    const [used, unused] = [
      await uploads(acme, acme.ana, { bytes }),
      await uploads(acme, acme.bo, { bytes }),
    ];
    await acme.as(acme.ana).calls(commentOnTicket, {
      number: ticket.number,
      html: "<p>x</p>",
      attachmentIds: [used.id],
    });
    await ages(acme, 49);
    await expireUploads(acme.house.platform);
    expect((await acme.as(acme.bo).fetches(readFile, { id: unused.id })).statusCode).toBe(404);
    expect((await acme.as(acme.ana).fetches(readFile, { id: used.id })).body).toBe(
      bytes.toString(),
    );
  });

  test("of somebody else cannot be attached", async () => {
    const acme = await desk();
    const [ticket, { id }] = [await acme.ticket(), await uploads(acme, acme.bo)];
    const answer = await acme
      .as(acme.ana)
      .calls(commentOnTicket, { number: ticket.number, html: "<p>x</p>", attachmentIds: [id] });
    expect(answer).toMatchObject({ refused: "attachment_unknown" });
  });
});

describe("the sweep", () => {
  test("takes what was cut, what was never named and what has expired, when it is old", async () => {
    const acme = await desk();
    const { platform } = acme.house;
    await uploads(acme, acme.ana, { bytes: Buffer.alloc(25 * 1024 * 1024 + 1) });
    await uploads(acme, acme.ana, { bytes: Buffer.from(randomUUID()) });
    await writeFile(join(platform.files.root, acme.id, "incoming", "cut"), "half a fi");
    await sweepFiles(platform);
    expect(await bytesOf(acme)).toHaveLength(3);

    await ages(acme, 49);
    await bytesOf(acme, 49);
    await expireUploads(platform);
    await sweepFiles(platform);
    expect(await bytesOf(acme)).toEqual([]);
  });

  test("leaves what a file names, however old", async () => {
    const acme = await desk();
    const { id } = await uploads(acme, acme.ana);
    await bytesOf(acme, 49);
    await sweepFiles(acme.house.platform);
    expect((await acme.as(acme.ana).fetches(readFile, { id })).body).toBe("hello");
  });
});
