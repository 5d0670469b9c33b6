/** The one maker of random tokens: 192 random bits, kept only as a hash. The prefix says what it is for. */
import { createHash, randomBytes } from "node:crypto";

export type TokenKind = "session" | "api" | "invitation" | "password_reset";

const prefixes: Record<TokenKind, string> = {
  session: "sps_",
  api: "spa_",
  invitation: "spi_",
  password_reset: "spr_",
};

export function makeToken(kind: TokenKind): { token: string; hash: Buffer } {
  const token = prefixes[kind] + randomBytes(24).toString("base64url");
  return { token, hash: hashOf(token) };
}

/**
 * The hash to look a token up by; null when it cannot be a token of this kind.
 * Look-up by hash in an index tells nothing by its time: who cannot guess the token cannot steer the hash.
 */
export function tokenHash(kind: TokenKind, token: unknown): Buffer | null {
  if (typeof token !== "string" || token.length !== 36 || !token.startsWith(prefixes[kind]))
    return null;
  return hashOf(token);
}

function hashOf(token: string) {
  return createHash("sha256").update(token).digest();
}
