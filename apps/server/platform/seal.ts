/**
 * Secrets at rest (mailbox passwords, authenticator secrets): AES-256-GCM under the installation's key.
 * `purpose` is authenticated with it, so that a sealed value cannot be moved into another column.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

export type Seal = {
  close(purpose: string, secret: string): Buffer;
  /** @throws when the key is another one, the purpose differs or the bytes were changed. */
  open(purpose: string, sealed: Buffer): string;
};

export function makeSeal(secretKey: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", secretKey, "", "sportello seal", 32));
  return {
    close(purpose, secret) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv("aes-256-gcm", key, nonce).setAAD(Buffer.from(purpose));
      const body = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    open(purpose, sealed) {
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, 12)).setAAD(
        Buffer.from(purpose),
      );
      decipher.setAuthTag(sealed.subarray(12, 28));
      return Buffer.concat([decipher.update(sealed.subarray(28)), decipher.final()]).toString(
        "utf8",
      );
    },
  };
}
