import { describe, expect, test } from "vitest";
import { parseMail } from "./parse.ts";
import { readTnef } from "./tnef.ts";

const uint = (bytes: 2 | 4, value: number) => {
  const out = Buffer.alloc(bytes);
  out.writeUIntLE(value, 0, bytes);
  return out;
};
const attribute = (level: number, id: number, value: Buffer) =>
  Buffer.concat([Buffer.from([level]), uint(4, id), uint(4, value.length), value, uint(2, 0)]);
const padded = (value: Buffer) =>
  Buffer.concat([uint(4, value.length), value, Buffer.alloc((4 - (value.length % 4)) % 4)]);
const unicode = (number: number, text: string) =>
  Buffer.concat([
    uint(2, 0x1f),
    uint(2, number),
    uint(4, 1),
    padded(Buffer.from(`${text}\0`, "utf16le")),
  ]);
const binary = (number: number, value: Buffer) =>
  Buffer.concat([uint(2, 0x102), uint(2, number), uint(4, 1), padded(value)]);
const file = (name: string, content: string) => [
  attribute(2, 0x00069002, Buffer.alloc(14)),
  attribute(2, 0x00018010, Buffer.from("SHORT~1.PDF\0")),
  attribute(2, 0x0006800f, Buffer.from(content)),
  attribute(
    2,
    0x00069005,
    Buffer.concat([
      uint(4, 2),
      Buffer.concat([uint(2, 3), uint(2, 0x0e20), uint(4, 7)]),
      unicode(0x3707, name),
    ]),
  ),
];
const winmail = (...attributes: Buffer[]) =>
  Buffer.concat([uint(4, 0x223e9f78), uint(2, 1), ...attributes]);
const html = attribute(
  1,
  0x00069003,
  Buffer.concat([uint(4, 1), binary(0x1013, Buffer.from("<b>hi</b>"))]),
);

const mailWith = async (tnef: Buffer, ...text: string[]) =>
  await parseMail(
    Buffer.from(
      [
        "From: a@x.example",
        "Content-Type: multipart/mixed; boundary=b",
        "",
        ...text,
        "--b",
        "Content-Type: application/ms-tnef; name=winmail.dat",
        "Content-Transfer-Encoding: base64",
        "",
        tnef.toString("base64"),
        "--b--",
      ].join("\r\n"),
    ),
  );

describe("winmail.dat", () => {
  test("is replaced by the files in it, under their long names", async () => {
    const mail = await mailWith(
      winmail(...file("Résumé of the year.pdf", "one"), ...file("b.txt", "two")),
      "--b",
      "",
      "see the files",
    );
    expect(mail.text).toBe("see the files");
    expect(mail.attachments.map(({ name, content }) => [name, content.toString()])).toEqual([
      ["Résumé of the year.pdf", "one"],
      ["b.txt", "two"],
    ]);
  });

  test("gives the words of its compressed RTF where there is no other body", async () => {
    const hello =
      "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232" +
      "0af32068656c090020627705b06c647d0a800fa0";
    const rtf = binary(0x1009, Buffer.from(hello, "hex"));
    const body = attribute(1, 0x00069003, Buffer.concat([uint(4, 1), rtf]));
    expect((await mailWith(winmail(body))).text).toBe("hello world");
    expect((await mailWith(winmail(body), "--b", "", "Own words")).text).toBe("Own words");
  });

  test("gives its body where the mail has no other", async () => {
    expect(await mailWith(winmail(html))).toMatchObject({
      html: "<b>hi</b>",
      text: "hi",
      attachments: [],
    });
  });

  test("stays a file where it cannot be read", async () => {
    const mail = await mailWith(Buffer.from("no tnef at all"));
    expect(mail.attachments.map(({ name }) => name)).toEqual(["winmail.dat"]);
  });

  test("cut anywhere gives what was whole and never fails", () => {
    const whole = winmail(html, ...file("a.pdf", "content"));
    for (let length = 0; length <= whole.length; length++)
      expect(() => readTnef(whole.subarray(0, length))).not.toThrow();
    expect(readTnef(whole)?.files).toHaveLength(1);
  });
});
