/** The address that a customer's answer comes back to: it carries the ticket, signed, so that nobody can make one up. */
import { createHmac, timingSafeEqual } from "node:crypto";

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_BYTES = 16;
const MAC_BYTES = 16;
/** 32 bytes in base32 are 51.2 characters; ticket and signature are encoded together. */
const CODE_LENGTH = Math.ceil(((ID_BYTES + MAC_BYTES) * 8) / 5);
const MAX_LOCAL_PART = 64;

type Signed = { deskId: string; ticketId: string; secret: Buffer };

/**
 * `support@x` → `support+<code>@x`. The plain address where the local part would be longer than 64 characters, or
 * has a `+` already.
 */
export function signReplyAddress(
  channelAddress: string,
  { deskId, ticketId, secret }: Signed,
): string {
  const at = channelAddress.lastIndexOf("@");
  const local = channelAddress.slice(0, at);
  if (at < 1 || local.includes("+") || local.length + 1 + CODE_LENGTH > MAX_LOCAL_PART)
    return channelAddress;
  const id = fromUuid(ticketId);
  if (!id) throw new Error(`not a uuid: ${ticketId}`);
  return `${local}+${toBase32(Buffer.concat([id, sign(deskId, id, secret)]))}${channelAddress.slice(at)}`;
}

/** The ticket of an address that we signed for this desk, null for every other one. Takes equal time for any signature. */
export function readReplyAddress(
  address: string,
  secret: Buffer,
  deskId: string,
): { ticketId: string } | null {
  const local = address.slice(0, address.lastIndexOf("@")).toLowerCase();
  const code = local.slice(local.lastIndexOf("+") + 1);
  if (!local.includes("+") || code.length !== CODE_LENGTH) return null;
  const bytes = fromBase32(code);
  if (!bytes) return null;
  const id = bytes.subarray(0, ID_BYTES);
  if (!timingSafeEqual(bytes.subarray(ID_BYTES), sign(deskId, id, secret))) return null;
  return { ticketId: toUuid(id) };
}

function sign(deskId: string, ticketId: Buffer, secret: Buffer): Buffer {
  return createHmac("sha256", secret)
    .update(`reply-address ${deskId} `)
    .update(ticketId)
    .digest()
    .subarray(0, MAC_BYTES);
}

function fromUuid(uuid: string): Buffer | null {
  const hex = uuid.replaceAll("-", "");
  return /^[0-9a-f]{32}$/i.test(hex) ? Buffer.from(hex, "hex") : null;
}

function toUuid(bytes: Buffer): string {
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function toBase32(bytes: Buffer): string {
  let bits = BigInt(`0x${bytes.toString("hex")}`) << BigInt(CODE_LENGTH * 5 - bytes.length * 8);
  let out = "";
  for (let i = 0; i < CODE_LENGTH; i++, bits >>= 5n)
    out = ALPHABET.charAt(Number(bits & 31n)) + out;
  return out;
}

/** Null for characters outside of the alphabet and for codes whose spare bits are set (no two codes for one ticket). */
function fromBase32(code: string): Buffer | null {
  let bits = 0n;
  for (const char of code) {
    const value = ALPHABET.indexOf(char);
    if (value < 0) return null;
    bits = (bits << 5n) | BigInt(value);
  }
  const spare = BigInt(CODE_LENGTH * 5 - (ID_BYTES + MAC_BYTES) * 8);
  if ((bits & ((1n << spare) - 1n)) !== 0n) return null;
  return Buffer.from((bits >> spare).toString(16).padStart((ID_BYTES + MAC_BYTES) * 2, "0"), "hex");
}
