import { describe, expect, test } from "vitest";
import { parseMail } from "./parse.ts";
import { signedContent } from "./smime.ts";

/** One element of DER, its length in one, two or three bytes. */
function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content);
  const { length } = body;
  const size =
    length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
}
/** The same with an end instead of a length, as programs write that do not know it yet. */
const open = (tag: number, ...content: Buffer[]) =>
  Buffer.concat([Buffer.from([tag, 0x80]), ...content, Buffer.from([0, 0])]);
const oid = (last: number) =>
  der(6, Buffer.from(`2a864886f70d0107${last.toString().padStart(2, "0")}`, "hex"));
const octets = (text: string) => der(4, Buffer.from(text));
const version = der(2, Buffer.from([1]));

const inner = "Content-Type: text/plain; charset=utf-8\r\n\r\nGrüße, signed";
const content = (body: Buffer) => [version, der(0x31), der(0x30, oid(1), der(0xa0, body))];
const signed = (text: string) => der(0x30, oid(2), der(0xa0, der(0x30, ...content(octets(text)))));
const streamed = open(
  0x30,
  oid(2),
  open(
    0xa0,
    open(
      0x30,
      version,
      der(0x31),
      open(
        0x30,
        oid(1),
        open(0xa0, open(0x24, octets(inner.slice(0, 20)), octets(inner.slice(20)))),
      ),
    ),
  ),
);
const mail = (p7m: Buffer, type = "application/pkcs7-mime; smime-type=signed-data") =>
  parseMail(
    Buffer.from(
      `From: a@x.example\r\nSubject: S\r\nContent-Type: ${type}; name=smime.p7m\r\nContent-Transfer-Encoding: base64\r\n\r\n${p7m.toString("base64")}\r\n`,
    ),
  );

describe("S/MIME", () => {
  test.each([
    ["in one piece", signed(inner)],
    ["streamed in pieces", streamed],
  ])("shows the text that is only signed, %s, and keeps the wrapping", async (_, p7m) => {
    const { text, attachments } = await mail(p7m);
    expect(text).toBe("Grüße, signed");
    expect(attachments).toMatchObject([
      { name: "smime.p7m", type: "application/pkcs7-signature", size: p7m.length },
    ]);
  });

  test("keeps what is encrypted, as what it is", async () => {
    const { text, attachments } = await mail(der(0x30, oid(3), der(0xa0, der(0x30, version))));
    expect(text).toBe("");
    expect(attachments).toMatchObject([{ name: "smime.p7m", type: "application/pkcs7-mime" }]);
  });

  test("takes any bytes", () => {
    const whole = Buffer.concat([signed(inner), streamed]);
    for (let at = 0; at < whole.length; at++) {
      signedContent(whole.subarray(0, at));
      signedContent(whole.subarray(at));
      const flipped = Buffer.from(whole);
      flipped[at] = (flipped[at] ?? 0) ^ 0xff;
      signedContent(flipped);
    }
    expect(signedContent(Buffer.alloc(0))).toBeNull();
    expect(signedContent(Buffer.alloc(1000, 0x30))).toBeNull();
    expect(
      signedContent(Buffer.concat(Array.from({ length: 500 }, () => Buffer.from([0x30, 0x80])))),
    ).toBeNull();
  });
});
