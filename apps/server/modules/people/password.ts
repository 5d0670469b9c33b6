/** Passwords: argon2id, and the rule for new ones. */
import { randomBytes } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { refuse } from "#platform/refusal.ts";
import { mostUsed } from "./most-used.ts";

/** 19 MB, two passes: about 25 ms of one core. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), cost);
}

/** Takes as long for an account that does not exist or has no password as for one that has. */
export async function isPassword(
  known: string | null | undefined,
  password: string,
): Promise<boolean> {
  const matches = await verify(known ?? (await nobodys()), password.normalize("NFKC"));
  return matches && typeof known === "string";
}

/** @throws Refusal password_weak */
export function refuseWeakPassword(
  password: string,
  about: { email?: string; name?: string } = {},
) {
  const plain = password.normalize("NFKC").toLowerCase();
  const own = [about.email, about.email?.split("@")[0], about.name]
    .map((word) => word?.toLowerCase())
    .filter((word) => word !== undefined);
  if (plain.length < 10 || mostUsed.has(plain) || isMonotonous(plain) || own.includes(plain))
    throw refuse("password_weak");
}

/** One short piece over and over: aaaaaaaaaa, 1212121212, abcabcabcabc. */
function isMonotonous(plain: string) {
  return /^(.{1,4}?)\1+.{0,3}$/su.test(plain) && new Set(plain).size <= 4;
}

let dummy: Promise<string> | undefined;
function nobodys(): Promise<string> {
  dummy ??= hashPassword(randomBytes(16).toString("hex"));
  return dummy;
}
