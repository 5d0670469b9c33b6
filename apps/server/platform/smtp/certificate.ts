/** The certificate of the mail door: two files of the operator, read anew when another program renews them. */
import { createPrivateKey, X509Certificate } from "node:crypto";
import { readFile } from "node:fs/promises";
import type { Log } from "../log.ts";
import { selfMadeCertificate } from "./self-made.ts";

/** Null = one is made at each start. */
export type CertificateFiles = { cert: string; key: string } | null;
export type Certificate = { cert: string; key: string };

/** @throws when a file cannot be read or the two do not belong together. */
export async function readCertificate(files: CertificateFiles, name: string): Promise<Certificate> {
  return files ? readFiles(files) : selfMadeCertificate(name);
}

async function readFiles(files: NonNullable<CertificateFiles>): Promise<Certificate> {
  const [cert, key] = await Promise.all([
    readFile(files.cert, "utf8"),
    readFile(files.key, "utf8"),
  ]);
  // A secure context takes an empty text for none, and a renewer empties a file before it writes it.
  if (!new X509Certificate(cert).checkPrivateKey(createPrivateKey(key)))
    throw new Error("the key belongs to another certificate");
  return { cert, key };
}

/** Milliseconds between two looks. Watching a file misses what is swapped behind a link, as renewers do. */
const lookEvery = 60_000;

/** A pair that cannot be used is told to the log and leaves the one before in use. */
export function followCertificate(
  files: CertificateFiles,
  now: Certificate,
  log: Log,
  changed: (to: Certificate) => void,
  every = lookEvery,
): { stop(): void } {
  if (!files) return { stop: () => undefined };
  let before = now;
  let told = "";
  const look = async () => {
    try {
      const found = await readFiles(files);
      told = "";
      if (found.cert === before.cert && found.key === before.key) return;
      changed(found);
      before = found;
      log.info("the mail door has a new certificate");
    } catch (error) {
      const reason = String(error);
      if (reason !== told)
        log.error({ err: error }, "the certificate of the mail door is unusable");
      told = reason;
    }
  };
  const timer = setInterval(() => void look(), every).unref();
  return { stop: () => clearInterval(timer) };
}
