/**
 * A certificate that nobody vouches for: it keeps mail from being read on the way, as most senders of mail ask no more.
 * X.509 v3 in DER (RFC 5280), written by hand: Node makes keys and signatures, but no certificates, and the libraries that do
 * (selfsigned, @peculiar/x509) bring a dozen packages, one of them for injecting dependencies, for these sixty lines.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";

/** As long as the strictest clients take. It is made anew at each start. */
const days = 825;

/** For the host `name`, also as its alternative name; certificate and key as PEM. */
export function selfMadeCertificate(name: string): { cert: string; key: string } {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signed = body(name, publicKey.export({ type: "spki", format: "der" }));
  const signature = sign("sha256", signed, privateKey);
  const whole = sequence(signed, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = whole.toString("base64").match(/.{1,64}/g) ?? [];
  const cert = ["-----BEGIN CERTIFICATE-----", ...lines, "-----END CERTIFICATE-----", ""].join(
    "\n",
  );
  return { cert, key: privateKey.export({ type: "pkcs8", format: "pem" }).toString() };
}

function body(name: string, publicKey: Buffer): Buffer {
  const version = der(0xa0, der(0x02, Buffer.from([2])));
  const serial = der(0x02, Buffer.concat([Buffer.from([1]), randomBytes(15)]));
  const who = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from(name.slice(0, 64))))));
  const from = Date.now() - 86_400_000;
  const valid = sequence(moment(from), moment(from + days * 86_400_000));
  const names = sequence(der(0x82, Buffer.from(name, "latin1")));
  const extensions = der(0xa3, sequence(sequence(subjectAltName, der(0x04, names))));
  return sequence(version, serial, ecdsaWithSha256, who, valid, who, publicKey, extensions);
}

const commonName = der(0x06, Buffer.from([0x55, 0x04, 0x03]));
const subjectAltName = der(0x06, Buffer.from([0x55, 0x1d, 0x11]));
const ecdsaWithSha256 = sequence(
  der(0x06, Buffer.from([0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02])),
);

/** UTCTime: two digits of the year, which says enough until 2049. */
function moment(at: number): Buffer {
  const text = new Date(at).toISOString().replaceAll(/[-:T]|\.\d+/g, "");
  return der(0x17, Buffer.from(text.slice(2)));
}

function sequence(...parts: Buffer[]): Buffer {
  return der(0x30, ...parts);
}

/** Tag, length, value. */
function der(tag: number, ...parts: Buffer[]): Buffer {
  const value = Buffer.concat(parts);
  const size = value.length;
  const length = size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, size >> 8, size & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), value]);
}
