import { deflateRawSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { isZip, unzip } from "./zip.ts";

type Packed = { name: string; bytes: string; method?: 0 | 8 };

/** An archive as any program writes it. */
function zip(files: Packed[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const { name, bytes, method = 8 } of files) {
    const packed = method === 8 ? deflateRawSync(bytes) : Buffer.from(bytes);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), packed);
    entries.push(entry, Buffer.from(name));
    at += 30 + name.length + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

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

  test("cut or bent anywhere neither throws nor hangs", async () => {
    const archive = zip([{ name: "a.eml", bytes: "one" }]);
    for (let at = 0; at < archive.length; at++) {
      const bent = Buffer.from(archive);
      bent.writeUInt8(255, at);
      await filesIn(bent);
      await filesIn(archive.subarray(0, at));
    }
    expect(isZip(Buffer.from("From "))).toBe(false);
  });
});
