import { describe, expect, test } from "vitest";
import { zip } from "#testkit/zip.ts";
import { isArchive, isZip, unzip, zipFault } from "./zip.ts";

async function filesIn(archive: Buffer, largest = 1000) {
  const files: (string | null)[] = [];
  for await (const bytes of unzip(archive, { largest })) files.push(bytes?.toString() ?? null);
  return files;
}

describe("a ZIP archive", () => {
  test("gives its files, packed or stored, and not what programs add", async () => {
    const archive = zip([
      { name: "a.eml", bytes: "one" },
      { name: "mail/", bytes: "" },
      { name: "__MACOSX/._a.eml", bytes: "x" },
      { name: "mail/b.eml", bytes: "two", method: 0 },
    ]);
    expect(isZip(archive)).toBe(true);
    expect(await filesIn(archive)).toEqual(["one", "two"]);
  });

  test("that swells beyond the limit is left packed, and the others are read", async () => {
    const archive = zip([
      { name: "bomb", bytes: "0".repeat(1_000_000) },
      { name: "a.eml", bytes: "one" },
    ]);
    expect(await filesIn(archive)).toEqual([null, "one"]);
  });

  test("whose directory lies about a size is read no further than it says", async () => {
    const archive = zip([
      { name: "more.eml", bytes: "0".repeat(5000), size: 10 },
      { name: "less.eml", bytes: "one", size: 30 },
      { name: "a.eml", bytes: "one" },
    ]);
    expect(await filesIn(archive, 100_000)).toEqual([null, null, "one"]);
  });

  test("that holds an encrypted or changed file gives the others", async () => {
    const archive = zip([
      { name: "secret.eml", bytes: "one", encrypted: true },
      { name: "bent.eml", bytes: "two", method: 0 },
      { name: "a.eml", bytes: "three" },
    ]);
    archive.write("TWO", archive.indexOf("two"));
    expect(await filesIn(archive)).toEqual([null, null, "three"]);
  });

  const most = { entries: 3, unpacked: 30_000_000 };
  const big = Buffer.alloc(11_000_000, "a");
  test.each([
    ["nothing", null, zip([{ name: "mail\\b.eml", bytes: "two" }])],
    ["nothing, being empty", null, zip([])],
    ["more files than allowed", "too_many", zip(["a", "b", "c", "d"].map(named))],
    ["more bytes than allowed", "too_large", zip(["a", "b", "c"].map(large))],
    ["a file that swells", "swells", zip([{ name: "a.eml", bytes: big }])],
    ["files that share bytes", "overlaps", zip([named("a"), { ...named("b"), again: true }])],
    ["a name that leads up", "leads_out", zip([named("mail/../../a.eml")])],
    ["a name that leads up on Windows", "leads_out", zip([named("mail\\..\\..\\a.eml")])],
    ["a name from the root", "leads_out", zip([named("/etc/a.eml")])],
    ["a name on a drive", "leads_out", zip([named("C:\\a.eml")])],
    ["a directory that is cut", "broken", zip([named("a")]).subarray(0, -30)],
    ["sizes beyond the archive", "broken", beyond()],
  ] as const)("with %s against it", (_, fault, archive) => {
    expect(zipFault(archive, most)).toBe(fault);
  });

  test("is known among the kinds of archives, and a mail is none", () => {
    const gzip = Buffer.from("1f8b0800", "hex");
    for (const bytes of [zip([named("a")]), gzip]) expect(isArchive(bytes)).toBe(true);
    expect(isArchive(Buffer.from("From: a@b.example\r\n\r\nHi"))).toBe(false);
  });

  test("cut or bent anywhere neither throws nor hangs", async () => {
    const archive = zip([{ name: "a.eml", bytes: "one" }]);
    for (let at = 0; at < archive.length; at++) {
      const bent = Buffer.from(archive);
      bent.writeUInt8(255, at);
      zipFault(bent, most);
      await filesIn(bent);
      await filesIn(archive.subarray(0, at));
    }
    expect(isZip(Buffer.from("From "))).toBe(false);
  });
});

function named(name: string) {
  return { name, bytes: "one" };
}

/** Not to be packed: it does not swell. */
function large(name: string) {
  return { name, bytes: Buffer.alloc(11_000_000, "a"), method: 0 as const };
}

function beyond(): Buffer {
  const archive = zip([named("a")]);
  archive.writeUInt32LE(5000, archive.lastIndexOf(Buffer.from("504b0102", "hex")) + 20);
  return archive;
}
