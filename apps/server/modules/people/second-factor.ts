/** The second factor: six digits of an authenticator app, or one of ten recovery codes. Each works once. */
import { createHash, randomInt } from "node:crypto";
import * as OTPAuth from "otpauth";
import type { Platform } from "#platform/call.ts";
import type { Db, Tx } from "#platform/db.ts";
import type { UserRow } from "./user.ts";

type Holder = Pick<UserRow, "desk_id" | "id" | "totp_secret" | "totp_last_step">;

const purpose = "people.totp";
/** Seconds that a code stands; one step before and after is accepted, for clocks that differ. */
const period = 30;

export function newSecret(platform: Platform): { secret: string; sealed: Buffer } {
  const secret = new OTPAuth.Secret({ size: 20 }).base32;
  return { secret, sealed: platform.seal.close(purpose, secret) };
}

/** What the authenticator app reads from the QR code. */
export function enrolmentUri(secret: string, about: { desk: string; email: string }): string {
  return totp(secret, about).toString();
}

/** True when the code fits and was not used before. It is used up by this. */
export async function useCode(
  platform: Platform,
  db: Db | Tx,
  user: Holder,
  code: string,
  now: Date,
): Promise<boolean> {
  const digits = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(digits) || user.totp_secret === null) return false;
  const key = totp(platform.seal.open(purpose, user.totp_secret));
  const delta = key.validate({ token: digits, window: 1, timestamp: now.getTime() });
  if (delta === null) return false;
  const step = Math.floor(now.getTime() / 1000 / period) + delta;
  const { numUpdatedRows } = await db
    .updateTable("users")
    .set({ totp_last_step: step })
    .where("desk_id", "=", user.desk_id)
    .where("id", "=", user.id)
    .where((eb) => eb.or([eb("totp_last_step", "is", null), eb("totp_last_step", "<", step)]))
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** True when it was one of the user's codes and was not used before. */
export async function useRecoveryCode(
  db: Db | Tx,
  user: Holder,
  code: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable("recovery_codes")
    .set({ used_at: now })
    .where("desk_id", "=", user.desk_id)
    .where("user_id", "=", user.id)
    .where("code_hash", "=", hashOf(code))
    .where("used_at", "is", null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** Ten new codes in place of all earlier ones; they are known here only now. */
export async function replaceRecoveryCodes(tx: Tx, user: Holder): Promise<string[]> {
  const codes = Array.from({ length: 10 }, newRecoveryCode);
  await forgetRecoveryCodes(tx, user);
  await tx
    .insertInto("recovery_codes")
    .values(
      codes.map((code) => ({ desk_id: user.desk_id, user_id: user.id, code_hash: hashOf(code) })),
    )
    .execute();
  return codes;
}

export async function forgetRecoveryCodes(tx: Tx, user: Holder): Promise<void> {
  await tx
    .deleteFrom("recovery_codes")
    .where("desk_id", "=", user.desk_id)
    .where("user_id", "=", user.id)
    .execute();
}

function totp(secret: string, about = { desk: "", email: "" }) {
  return new OTPAuth.TOTP({
    issuer: `Sportello ${about.desk}`.trim(),
    label: about.email,
    algorithm: "SHA1",
    digits: 6,
    period,
    secret: OTPAuth.Secret.fromBase32(secret),
  });
}

/** 80 random bits without letters that look like digits: xxxx-xxxx-xxxx-xxxx. */
function newRecoveryCode() {
  const letters = "abcdefghijkmnpqrstuvwxyz23456789";
  const pick = () => letters[randomInt(letters.length)];
  return Array.from({ length: 4 }, () => Array.from({ length: 4 }, pick).join("")).join("-");
}

/** 80 random bits need no slow hash. */
function hashOf(code: string) {
  const plain = code.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  return createHash("sha256").update(plain).digest();
}
