/** ZIP archives as any program writes them, and as those do who mean harm. */
import { crc32, deflateRawSync } from "node:zlib";

export type Packed = {
  name: string;
  bytes: string | Buffer;
  method?: 0 | 8;
  /** What the directory says of its size, where that is a lie. */
  size?: number;
  encrypted?: boolean;
  /** Shares the bytes of the file before it. */
  again?: boolean;
};

export function zip(files: readonly Packed[]): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  let before = 0;
  for (const file of files) {
    const { name, method = 8 } = file;
    const bytes = Buffer.from(file.bytes);
    const packed = method === 8 ? deflateRawSync(bytes) : bytes;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt16LE(Buffer.byteLength(name), 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(file.encrypted ? 1 : 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc32(bytes), 16);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt32LE(file.size ?? bytes.length, 24);
    entry.writeUInt16LE(Buffer.byteLength(name), 28);
    entry.writeUInt32LE(file.again ? before : at, 42);
    entries.push(entry, Buffer.from(name));
    if (file.again) continue;
    before = at;
    locals.push(local, Buffer.from(name), packed);
    at += 30 + Buffer.byteLength(name) + packed.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}
