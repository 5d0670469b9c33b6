/** A push service and a browser that subscribed with it: takes what is pushed, checks who sent it, and opens it. */
import {
  createDecipheriv,
  createECDH,
  createPublicKey,
  hkdfSync,
  randomBytes,
  verify,
} from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export type Pushed = {
  title: string;
  body: string;
  tag: string;
  url: string;
  headers: IncomingMessage["headers"];
};

export async function pushService() {
  const received = new Map<string, Pushed[]>();
  const browsers = new Map<string, Keys>();
  let answers: number[] = [];
  const server = createServer((request, answer) => {
    const path = request.url ?? "";
    const pieces: Buffer[] = [];
    request.on("data", (piece: Buffer) => pieces.push(piece));
    request.on("end", () => {
      const keys = browsers.get(path);
      if (!keys) return answer.writeHead(410).end();
      const status = answers.shift() ?? 201;
      if (status === 0) return request.socket.destroy();
      if (status < 300) {
        const message = opened(Buffer.concat(pieces), keys);
        checkSender(request.headers, origin());
        received.get(path)?.push({ ...message, headers: request.headers });
      }
      return answer.writeHead(status).end();
    });
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const origin = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    origin: origin(),
    /** A browser subscribes: what it would tell the desk, and what it has been shown since. */
    browser: () => {
      const path = `/push/${randomBytes(12).toString("hex")}`;
      const ecdh = createECDH("prime256v1");
      const keys = { ecdh, publicKey: ecdh.generateKeys(), auth: randomBytes(16) };
      browsers.set(path, keys);
      const shown: Pushed[] = [];
      received.set(path, shown);
      return {
        subscription: {
          endpoint: `${origin()}${path}`,
          p256dh: keys.publicKey.toString("base64url"),
          auth: keys.auth.toString("base64url"),
        },
        shown,
        /** From now on its endpoint is gone. */
        forget: () => void browsers.delete(path),
      };
    },
    /** The next answers, whoever is pushed to; 0 = the line breaks. */
    answer: (...next: number[]) => void (answers = next),
    close: () => void server.close(),
  };
}

type Keys = { ecdh: ReturnType<typeof createECDH>; publicKey: Buffer; auth: Buffer };

/** RFC 8291 and 8188, from the browser's side. */
function opened(sealed: Buffer, { ecdh, publicKey, auth }: Keys): Omit<Pushed, "headers"> {
  const salt = sealed.subarray(0, 16);
  const length = sealed.readUInt8(20);
  const sender = sealed.subarray(21, 21 + length);
  const body = sealed.subarray(21 + length);
  const info = Buffer.concat([Buffer.from("WebPush: info\0"), publicKey, sender]);
  const secret = derived(ecdh.computeSecret(sender), auth, info, 32);
  const key = derived(secret, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
  const nonce = derived(secret, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
  const decipher = createDecipheriv("aes-128-gcm", key, nonce).setAuthTag(body.subarray(-16));
  const plain = Buffer.concat([decipher.update(body.subarray(0, -16)), decipher.final()]);
  return JSON.parse(plain.subarray(0, plain.lastIndexOf(2)).toString("utf8")) as Pushed;
}

function derived(secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer {
  return Buffer.from(hkdfSync("sha256", secret, salt, info, length));
}

/** RFC 8292: signed with the key that it names, for this service, and not for ever. */
function checkSender({ authorization = "" }: IncomingMessage["headers"], origin: string) {
  const [, token = "", key = ""] = /^vapid t=([^,]+), ?k=(.+)$/.exec(authorization) ?? [];
  const [head = "", claims = "", signature = ""] = token.split(".");
  const raw = Buffer.from(key, "base64url");
  const [x, y] = [raw.subarray(1, 33), raw.subarray(33)].map((one) => one.toString("base64url"));
  const publicKey = createPublicKey({
    key: { kty: "EC", crv: "P-256", x: x ?? "", y: y ?? "" },
    format: "jwk",
  });
  const signed = verify(
    "sha256",
    Buffer.from(`${head}.${claims}`),
    { key: publicKey, dsaEncoding: "ieee-p1363" },
    Buffer.from(signature, "base64url"),
  );
  const { aud, exp, sub } = JSON.parse(Buffer.from(claims, "base64url").toString()) as {
    aud: string;
    exp: number;
    sub: string;
  };
  const day = Date.now() / 1000 + 86_400;
  if (!signed || aud !== origin || exp > day || !/^(mailto:|https:)/.test(sub))
    throw new Error(`a push that nobody signed: ${authorization}`);
}
