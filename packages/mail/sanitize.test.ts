import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { corpusCases, corpusIsHere } from "#testkit/corpus.ts";
import {
  cleanReplyHtml,
  htmlToText,
  SANITIZER_VERSION,
  sanitizeMail,
  textToHtml,
} from "./sanitize.ts";

const blocking = {
  cidUrl: (cid: string) => (cid === "known@x" ? "/files/1" : null),
  remoteImages: "block",
} as const;
const clean = (html: string) => sanitizeMail(html, blocking).html;

describe("HTML of strangers", () => {
  test.each([
    ["scripts", "<p>a<script>alert(1)</script></p>", "<p>a</p>"],
    ["handlers", '<p onclick="x()">a</p>', "<p>a</p>"],
    ["script links", '<a href="java\tscript:alert(1)">a</a>', "<a>a</a>"],
    ["forms", '<form action="http://x"><input name="p"><button>go</button></form>', "go"],
    ["ids and classes", '<p id="root" class="app" name="x">a</p>', "<p>a</p>"],
    ["positions", '<p style="position:fixed;top:0;color:red">a</p>', '<p style="color:red">a</p>'],
    [
      "huge sizes",
      '<p style="height:999999px;margin:-50px;width:50%">a</p>',
      '<p style="width:50%">a</p>',
    ],
    [
      "loading styles",
      '<p style="background:url(http://x/y);color:red">a</p>',
      '<p style="color:red">a</p>',
    ],
    ["escaped styles", '<p style="background:u\\rl(http://x/y)">a</p>', "<p>a</p>"],
    ["frames", '<iframe src="http://x"></iframe>a', "a"],
    ["vector pictures", "<svg><a xlink:href='javascript:x'>b</a></svg>a", "a"],
    ["addresses of our own", '<img src="/api/v1/users" alt="x">', '<img alt="x" />'],
    [
      "requests of links",
      '<a href="http://x" ping="http://y">a</a>',
      '<a href="http://x" target="_blank" rel="noopener noreferrer nofollow">a</a>',
    ],
  ])("loses %s", (_, html, expected) => {
    expect(clean(html)).toBe(expected);
  });

  test("keeps how a mail looks", () => {
    const html =
      '<table border="1" cellpadding="4"><tr><td style="text-align:center;padding:4px 8px" bgcolor="#ffffff"><b>a</b></td></tr></table><ul><li>b</li></ul>';
    expect(clean(html)).toContain('<td style="text-align:center;padding:4px 8px"'.slice(0, 4));
    expect(clean(html)).toContain("text-align:center;padding:4px 8px");
    expect(htmlToText(clean(html))).toBe("a\n\n- b");
  });

  test("shows embedded pictures by their own address and blocks remote ones until allowed", () => {
    const html = '<img src="cid:known@x"><img src="https://tracker.example/a.gif?u=1" width="1">';
    const blocked = sanitizeMail(html, blocking);
    expect(blocked).toEqual({
      html: '<img src="/files/1" data-cid="known@x" /><img width="1" data-remote-src="https://tracker.example/a.gif?u=1" />',
      blockedRemote: 1,
      version: SANITIZER_VERSION,
    });
    const allowed = sanitizeMail(blocked.html, {
      ...blocking,
      remoteImages: "allow",
      remoteUrl: (url) => `/remote?url=${encodeURIComponent(url)}`,
    });
    expect(allowed.html).toContain('src="/remote?url=https%3A%2F%2Ftracker.example');
    expect(allowed.blockedRemote).toBe(0);
  });

  test("is the same after a second run, whatever it was", () => {
    const bits = fc.constantFrom(
      "<p>",
      "</p>",
      "<div style='color:red;margin:-1px'>",
      "</div>",
      "<table>",
      "<tr>",
      "<td>",
      "</table>",
      "<a href='http://x/?a=1&amp;b'>",
      "</a>",
      "<img src=cid:known@x>",
      "<img src='//x/y'>",
      "&lt;b&gt;",
      "&amp;amp;",
      "<b",
      "'\">",
      "<!--",
      "-->",
      "<style>",
      "</style>",
      "<svg>",
      "<ul><li>",
      "\u0000",
      "text ",
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(bits, fc.string({ maxLength: 8 })), { maxLength: 30 }),
        (parts) => {
          const once = clean(parts.join(""));
          expect(clean(once)).toBe(once);
        },
      ),
      { numRuns: 500 },
    );
  });

  test.skipIf(!corpusIsHere)("of the corpus is the same after a second run", () => {
    for (const set of [
      "dompurify",
      "h5sc",
      "loofah",
      "bleach",
      "otobo",
      "zammad",
      "payload-lists",
    ]) {
      for (const { id, expect: expected } of corpusCases<{ html: string }>(`html/${set}`)) {
        const once = clean(expected.html);
        expect(clean(once), `${set}/${id}`).toBe(once);
      }
    }
  });

  test.each([
    ["fifty thousand nested tags", `${"<div>".repeat(50_000)}deep`],
    ["fifty thousand nested tables", "<table><tr><td>".repeat(50_000)],
    ["fifty thousand unclosed links", "<a href=http://x>".repeat(50_000)],
    ["a hundred thousand attributes", `<p ${"a=1 ".repeat(100_000)}>x`],
    ["open brackets", "<".repeat(500_000)],
    ["an endless style", `<p style="${"color:red;".repeat(100_000)}">x</p>`],
    ["open comments", "<!--".repeat(200_000)],
  ])("%s neither hang nor overflow", (_, html) => {
    const start = process.cpuUsage();
    htmlToText(clean(html));
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(3000);
  });
});

describe("HTML of our own editor", () => {
  test("keeps uploaded pictures, tables, lists and colours, and nothing that loads", () => {
    const html =
      '<p style="color:#c00">a</p><img src="cid:0199aaaa-bbbb"><img src="http://x/y.gif"><table><tr><td>b</td></tr></table>';
    expect(cleanReplyHtml(html)).toBe(
      '<p style="color:#c00">a</p><img src="cid:0199aaaa-bbbb" /><table><tr><td>b</td></tr></table>',
    );
  });
});

describe("text and HTML", () => {
  test("plain text shows unchanged as HTML, with its links", () => {
    expect(textToHtml("a <b>\n  see https://x.example/a?b=1&c=2.")).toBe(
      '<div>a &lt;b&gt;<br>&nbsp; see <a href="https://x.example/a?b=1&amp;c=2">https://x.example/a?b=1&amp;c=2</a>.</div>',
    );
  });

  test("HTML reads as text: blocks, lists, links, quotes", () => {
    const html =
      '<h1>T</h1><p>one<br>two</p><ol><li>a</li><li>b</li></ol><blockquote>q</blockquote><p><a href="https://x.example">here</a></p><style>p{}</style>';
    expect(htmlToText(html)).toBe("T\n\none\ntwo\n\n1. a\n2. b\n\n> q\n\nhere <https://x.example>");
  });

  test("any text comes back from its HTML", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z<>&"']{1,40}$/), (text) => {
        expect(htmlToText(textToHtml(text))).toBe(text);
      }),
    );
  });
});
