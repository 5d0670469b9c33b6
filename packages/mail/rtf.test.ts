import { describe, expect, test } from "vitest";
import { readCompressedRtf, readRtf } from "./rtf.ts";

const rtf = (text: string) => readRtf(Buffer.from(text, "latin1"));

describe("the RTF of Outlook", () => {
  test("is uncompressed as its specification shows", () => {
    const bytes =
      "2d0000002b0000004c5a4675f1c5c7a703000a00726370673132354232" +
      "0af32068656c090020627705b06c647d0a800fa0";
    expect(readCompressedRtf(Buffer.from(bytes, "hex"))?.toString()).toBe(
      "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
    );
  });

  test("has words, with their letters and lines", () => {
    const { text, html } = rtf(
      "{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0 Arial;}}{\\*\\generator X;}\\pard Gr\\'fc\\'dfe \\u8364?10\\par {\\b Next} line\\tab x}",
    );
    expect(html).toBeNull();
    expect(text).toBe("Grüße €10\nNext line\tx");
  });

  test("hides the HTML that it was made from", () => {
    const { html } = rtf(
      "{\\rtf1\\ansi\\ansicpg1252\\fromhtml1{\\*\\htmltag64 <p>}\\htmlrtf \\par\\htmlrtf0 Hello {\\*\\htmltag84 <b>}\\htmlrtf {\\b\\htmlrtf0 world\\htmlrtf }\\htmlrtf0{\\*\\htmltag92 </b>}{\\*\\htmltag72 </p>}}",
    );
    expect(html).toBe("<p>Hello <b>world</b></p>");
  });

  test("takes any bytes", () => {
    expect(readCompressedRtf(Buffer.from("Hello, this is no RTF at all"))).toBeNull();
    for (let length = 0; length < 300; length++) {
      const bytes = Buffer.alloc(length, 0x5c);
      if (length > 16) bytes.writeUInt32LE(0x75465a4c, 8);
      readCompressedRtf(bytes);
      rtf("}}}{\\u".repeat(length));
    }
  });
});
