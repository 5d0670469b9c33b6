/**
 * The secret key of this installation: from the environment, else made once in the data folder.
 */
import { randomBytes } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Config } from "./config.ts";

/** Seals mailbox passwords and second factors; whoever loses it cannot open them again. */
export async function readSecretKey(config: Config): Promise<string> {
  if (config.SECRET_KEY) return config.SECRET_KEY;
  const file = secretKeyFile(config);
  await mkdir(config.DATA_DIR, { recursive: true, mode: 0o711 });
  // Two programs may start at once: only one of them creates the file, both read it.
  await writeFile(file, `${randomBytes(32).toString("base64url")}\n`, {
    flag: "wx",
    mode: 0o600,
  }).catch(unlessItExists);
  return (await readFile(file, "utf8")).trim();
}

export function secretKeyFile(config: Config) {
  return join(config.DATA_DIR, "secret.key");
}

function unlessItExists(error: NodeJS.ErrnoException) {
  if (error.code !== "EEXIST") throw error;
}
