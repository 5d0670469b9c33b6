import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMail } from "./parse.ts";

const mail = (...lines: string[]) => Buffer.from(lines.join("\r\n"), "utf8");
const head = [
  "From: Anna <anna@example.com>",
  "To: support@acme.example",
  "Subject: Hello",
  "Message-ID: <1@example.com>",
];

describe("reading a mail", () => {
  test("takes the text and the HTML of an alternative as two forms of one message", async () => {
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: multipart/alternative; boundary=b",
        "",
        "--b",
        "",
        "plain",
        "--b",
        "Content-Type: text/html",
        "",
        "<b>rich</b>",
        "--b--",
      ),
    );
    expect(read).toMatchObject({
      text: "plain",
      html: "<b>rich</b>",
      attachments: [],
      shownParts: 2,
    });
    expect(read.from).toEqual({ name: "Anna", address: "anna@example.com" });
  });

  test("shows the text where the HTML beside it is a page without a word", async () => {
    const alternative = (html: string) =>
      parseMail(
        mail(
          ...head,
          "Content-Type: multipart/alternative; boundary=b",
          "",
          "--b",
          "",
          "The invoice is attached.",
          "--b",
          "Content-Type: text/html",
          "",
          html,
          "--b--",
        ),
      );
    const empty =
      "<html><head><title>Invoice</title></head><body><table><tr><td>\n<br></td></tr></table></body></html>";
    expect((await alternative(empty)).html).toContain("The invoice is attached.");
    expect((await alternative('<body><img src="cid:1"></body>')).html).not.toContain("invoice");
  });

  test("shows text that follows a file below it, and lists the file", async () => {
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "",
        "above",
        "--b",
        "Content-Type: text/plain; name=a.txt",
        "Content-Disposition: attachment",
        "",
        "file",
        "--b",
        "",
        "below",
        "--b--",
      ),
    );
    expect(read.text).toBe("above\n\nbelow");
    expect(read.attachments.map(({ name, content }) => [name, content.toString()])).toEqual([
      ["a.txt", "file"],
    ]);
  });

  test("tells pictures that the HTML shows from pictures that it only brings along", async () => {
    const picture = (id: string) => [
      "--b",
      "Content-Type: image/png",
      `Content-ID: <${id}>`,
      "Content-Transfer-Encoding: base64",
      "",
      "AAAA",
    ];
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: multipart/related; boundary=b",
        "",
        "--b",
        "Content-Type: text/html",
        "",
        '<img src="cid:shown@x">',
        ...picture("shown@x"),
        ...picture("other@x"),
        "--b--",
      ),
    );
    expect(read.attachments.map(({ contentId, inline }) => [contentId, inline])).toEqual([
      ["shown@x", true],
      ["other@x", false],
    ]);
  });

  test("keeps an attached mail as a file with its subject as name", async () => {
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b",
        "Content-Type: message/rfc822",
        "",
        "Subject: Inner",
        "",
        "inside",
        "--b--",
      ),
    );
    expect(read.attachments).toMatchObject([{ name: "Inner.eml", type: "message/rfc822" }]);
  });

  test("joins the soft line breaks of format=flowed and keeps its quotes", async () => {
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: text/plain; format=flowed",
        "",
        "one ",
        "line",
        "> quoted ",
        "> too",
      ),
    );
    expect(read.text).toBe("one line\n> quoted too");
  });

  test("keeps quotes of different depth apart in format=flowed", async () => {
    const read = await parseMail(
      mail(...head, "Content-Type: text/plain; format=flowed", "", ">> deep ", "> less ", "none "),
    );
    expect(read.text).toBe(">> deep \n> less \nnone ");
  });

  test("reads the same mail with LF, CRLF or CR line ends", async () => {
    const text = [
      ...head,
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "",
      "body",
      "--b--",
      "",
    ];
    const hashes = await Promise.all(
      ["\n", "\r\n", "\r"].map(async (end) => (await parseMail(Buffer.from(text.join(end)))).text),
    );
    expect(hashes).toEqual(["body", "body", "body"]);
  });

  test("gives two deliveries of one mail one content hash, and another text another", async () => {
    const [a, b, c] = await Promise.all([
      parseMail(mail("Received: by a", ...head, "", "same")),
      parseMail(mail("Received: by b", ...head, "", "same")),
      parseMail(mail("Received: by a", ...head, "", "other")),
    ]);
    expect(a.contentHash).toBe(b.contentHash);
    expect(a.contentHash).not.toBe(c.contentHash);
  });

  test("guesses the boundary that the header forgot", async () => {
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: multipart/mixed",
        "",
        "--x",
        "Content-Type: text/html",
        "",
        "<i>a</i>",
        "--x--",
      ),
    );
    expect(read.html).toBe("<i>a</i>");
  });

  test("takes uuencoded files out of the text", async () => {
    const read = await parseMail(
      mail(...head, "", "see", "begin 644 a.txt", "#0V%T", "`", "end", "bye"),
    );
    expect(read.text).toBe("see\nbye");
    expect(read.attachments.map(({ name, content }) => [name, content.toString()])).toEqual([
      ["a.txt", "Cat"],
    ]);
  });

  test("gives file names without path, control or direction-changing characters, each only once", async () => {
    const file = (name: string) => [
      "--b",
      "Content-Type: text/plain",
      `Content-Disposition: attachment; filename="${name}"`,
      "",
      "x",
    ];
    const read = await parseMail(
      mail(
        ...head,
        "Content-Type: multipart/mixed; boundary=b",
        "",
        ...file("../../etc/passwd"),
        ...file("passwd"),
        ...file("a\u202egpj.exe"),
        ...file("..."),
        "--b--",
      ),
    );
    expect(read.attachments.map(({ name }) => name)).toEqual([
      "passwd",
      "passwd (2)",
      "agpj.exe",
      "text.txt",
    ]);
  });
});

test("a newsletter of five megabytes keeps its words: the pictures in its HTML become parts", async () => {
  const bytes = Buffer.alloc(2_000_000, "picture");
  const image = `<img src="data:image/png;base64,${bytes.toString("base64")}">`;
  const page = `<p>Hello</p>${image}<p>Our offers</p>${image}<p>Goodbye</p>`;
  const read = await parseMail(mail(...head, "Content-Type: text/html", "", page));
  const [picture] = read.attachments;
  expect(read.attachments).toHaveLength(1);
  expect(picture).toMatchObject({ name: "image.png", type: "image/png", inline: true });
  expect(picture?.content.equals(bytes)).toBe(true);
  expect(read.html).toBe(page.replaceAll(image, `<img src="cid:${picture?.contentId}">`));
  expect(read.truncated).toBeNull();
});

describe("hostile mail", () => {
  test.each([
    [
      "a header of ten megabytes",
      Buffer.concat([
        mail(...head, ""),
        Buffer.alloc(10_000_000, "X-A: b\r\n"),
        mail("", "", "body"),
      ]),
      "header",
    ],
    [
      "ten thousand parts",
      mail(
        ...head,
        "Content-Type: multipart/mixed; boundary=b",
        "",
        "--b\r\n\r\nx\r\n".repeat(10_000),
      ),
      "parts",
    ],
    ["parts nested a thousand deep", Buffer.from(nested(1000)), "nested"],
  ])("%s: says why it was not fully read, and takes no long time", async (_, raw, why) => {
    const start = process.cpuUsage();
    const read = await parseMail(raw);
    expect(read.truncated).toContain(why);
    expect(read.from?.address).toBe("anna@example.com");
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
  });

  test("an attachment of fifty megabytes never holds up the process for long", async () => {
    const content = Buffer.alloc(37_000_000, "sportello")
      .toString("base64")
      .replace(/.{76}/g, "$&\r\n");
    const raw = mail(
      ...head,
      "Content-Type: multipart/mixed; boundary=b",
      "",
      "--b",
      "Content-Type: application/pdf",
      "Content-Transfer-Encoding: base64",
      "",
      content,
      "--b--",
    );
    const turns = await turnsDuring(async () => {
      const read = await parseMail(raw);
      expect(read.attachments[0]?.size).toBe(37_000_000);
    });
    expect(turns).toBeGreaterThan(5);
  });

  test("a text longer than shown is attached whole", async () => {
    const read = await parseMail(mail(...head, "", "a long text ".repeat(300_000)));
    expect(read.text).toHaveLength(2_000_000);
    expect(read.attachments).toMatchObject([{ name: "message.txt", size: 3_600_000 }]);
    expect(read.truncated).toContain("longer");
  });

  test("any bytes give a mail whose strings a database takes", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ maxLength: 2000 }),
        fc.boolean(),
        async (bytes, withHead) => {
          const raw = Buffer.concat([
            withHead
              ? mail(...head, "Content-Type: multipart/mixed; boundary=b", "", "--b", "")
              : Buffer.alloc(0),
            bytes,
          ]);
          const { attachments, headers: _, ...rest } = await parseMail(raw);
          const text = JSON.stringify([
            rest,
            attachments.map(({ name, type, contentId }) => [name, type, contentId]),
          ]);
          expect(text).not.toMatch(/\\u0000|\\ud[89a-f]/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

/** How often others got their turn meanwhile. */
async function turnsDuring(work: () => Promise<void>): Promise<number> {
  let turns = 0;
  let done = false;
  const turn = () => {
    turns++;
    if (!done) setImmediate(turn);
  };
  setImmediate(turn);
  await work();
  done = true;
  return turns;
}

function nested(depth: number): string {
  const open = Array.from(
    { length: depth },
    (_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}\r\n`,
  );
  return `${head.join("\r\n")}\r\n${open.join("")}\r\n\r\ndeep`;
}
