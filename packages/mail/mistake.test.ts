/** Mail that is put together wrongly, as it comes in every day: what was meant is read. */
import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parseMail } from "./parse.ts";

/** A mail whose own header ends with these lines, one character a byte. */
const read = (...lines: string[]) =>
  parseMail(Buffer.from(["From: anna@example.com", ...lines].join("\r\n"), "latin1"));

const named = (boundary: string) => `Content-Type: multipart/mixed; boundary="${boundary}"`;
const file = ["Content-Type: application/zip; name=a.zip", "Content-Transfer-Encoding: base64"];

describe("a multipart", () => {
  test("whose header names another boundary than its body has is cut where the body says", async () => {
    const mail = await read(named("b_"), "", "--b", "Content-Type: text/plain", "", "one", "--b--");
    expect(mail).toMatchObject({ text: "one", shownParts: 1 });
  });

  test("inside of another one, without parts, does not take the parts of that one", async () => {
    const inner = ["--a", named("b"), "", ""];
    const mail = await read(
      named("a"),
      "",
      ...inner,
      "--a",
      "Content-Type: text/plain",
      "",
      "two",
      "--a--",
    );
    expect(mail).toMatchObject({ text: "two", shownParts: 2 });
  });

  test("whose delimiters go on after the boundary is cut all the same", async () => {
    const mail = await read(
      named("b"),
      "",
      "--b (first)",
      "",
      "one",
      "--b (second)",
      "",
      "two",
      "--b-- end",
    );
    expect(mail).toMatchObject({ text: "one\n\ntwo", shownParts: 2 });
  });

  test("is not cut at a boundary that only begins like its own", async () => {
    const mail = await read(named("b"), "", "--b", "", "one", "--bc", "two", "--b--");
    expect(mail.text).toBe("one\n--bc\ntwo");
  });

  test("that lost its first delimiter has one part", async () => {
    const mail = await read(named("b"), "", "Content-Type: text/html", "", "<p>one</p>", "--b--");
    expect(mail).toMatchObject({ text: "one", html: "<p>one</p>" });
  });

  test("into whose header that of its first part was written keeps that part", async () => {
    const types = [named("b"), "Content-Type: text/plain; charset=utf-8"];
    const mail = await read(
      ...types,
      "",
      "one",
      "--b",
      "Content-Type: text/html",
      "",
      "<p>two</p>",
      "--b--",
    );
    expect(mail).toMatchObject({ text: "one\n\ntwo", shownParts: 2 });
  });

  test("that says of itself that it is base64 and is not is read part by part", async () => {
    const mail = await read(
      named("b"),
      "Content-Transfer-Encoding: base64",
      "",
      "--b",
      "",
      "one",
      "--b--",
    );
    expect(mail.text).toBe("one");
  });

  test("of which only its end is left shows its text without the delimiter", async () => {
    expect((await read(named("b"), "", "nothing here", "--b--", "after it")).text).toBe(
      "nothing here\nafter it",
    );
  });
});

describe("a file", () => {
  test("keeps its name where the fold of the header was lost", async () => {
    const header = ["Content-Type: application/zip; x=1;", 'name="plan.zip"', file[1] ?? ""];
    const mail = await read(...header, "", "aGVsbG8=");
    expect(mail.attachments).toMatchObject([{ name: "plan.zip", size: 5 }]);
  });

  test("has its bytes and no more where a mailing list wrote below it", async () => {
    const mail = await read(
      ...file,
      "",
      "aGVsbG8=",
      "_______",
      "news mailing list",
      "https://a.example",
    );
    const sha1 = createHash("sha1").update("hello").digest("hex");
    expect(mail.attachments).toMatchObject([{ name: "a.zip", sha1 }]);
  });

  test("without a name and a type is called what its first bytes say", async () => {
    const mail = await read("Content-Type: application/octet-stream", "", "%PDF-1.7 and so on");
    expect(mail.attachments).toMatchObject([{ name: "file.pdf" }]);
  });

  test("that is uuencoded without a name comes out of the text", async () => {
    const mail = await read("", "look:", "begin 644 ", "%:&5L;&\\", "`", "end", "bye");
    expect(mail.text).toBe("look:\nbye");
    expect(mail.attachments).toMatchObject([{ name: "file", size: 5 }]);
  });
});

describe("a text", () => {
  const encoded = "Content-Transfer-Encoding: base64";

  test("keeps what a mailing list wrote below its base64", async () => {
    const mail = await read(encoded, "", "aGVsbG8=", "_______", "news mailing list");
    expect(mail.text).toBe("hello\n_______\nnews mailing list");
  });

  test("that was never encoded is shown as it is", async () => {
    expect((await read(encoded, "", "Is this base64? No, it is not.")).text).toBe(
      "Is this base64? No, it is not.",
    );
  });

  test("in base64 with a broken line is read on below it", async () => {
    const long = Buffer.from("a long line of many words that goes on and on").toString("base64");
    expect((await read(encoded, "", "aGVs*bG8h", long)).text).toContain("goes on and on");
  });

  test("in UTF-8 keeps the letters that another program put below it in Latin-1", async () => {
    const utf8 = Buffer.from("Grüße – schöne Tage").toString("latin1");
    const mail = await read(
      "Content-Type: text/plain; charset=utf-8",
      "",
      utf8,
      "Z\xfcrich, f\xfcr alle",
    );
    expect(mail.text).toBe("Grüße – schöne Tage\nZürich, für alle");
  });

  test("is the title where the page below it is empty", async () => {
    const page =
      "<html><head><title>Your invoice &amp; more</title></head><body><br></body></html>";
    const mail = await read("Content-Type: text/html", "", page);
    expect(mail).toMatchObject({
      text: "Your invoice & more",
      html: "<div>Your invoice &amp; more</div>",
    });
  });
});
