import { randomFillSync } from "node:crypto";

const random = Buffer.alloc(16);

/** A new UUIDv7: sorts by the time it was made (milliseconds), unguessable in its last 74 bits. */
export function newId(at: number = Date.now()): string {
  randomFillSync(random);
  random.writeUIntBE(at, 0, 6);
  random[6] = 0x70 | ((random[6] ?? 0) & 0x0f);
  random[8] = 0x80 | ((random[8] ?? 0) & 0x3f);
  const hex = random.toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
