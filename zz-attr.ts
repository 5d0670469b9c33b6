import { readFileSync } from "node:fs";
import { splitQuote } from "#mail/quote.ts";
import { attribution } from "#mail/quote-rules.ts";
for (const l of readFileSync("/tmp/attrs.txt","utf8").trim().split("\n")) {
  const [name, line=""] = l.split(/\|(.*)/s);
  const quoted = splitQuote({ text: `Hello there.\n\n${line}\n\n> Old text\n> more\n`, html: null }).visibleText;
  const bare = splitQuote({ text: `Hello there.\n\n${line}\n\nOld text\nmore\n`, html: null }).visibleText;
  const html = splitQuote({ text: "", html: `<div>Hello there.</div><br><div>${line.replace(/</g,"&lt;").replace(/>/g,"&gt;")}</div><blockquote>Old text</blockquote>` }).visibleHtml ?? "";
  const ok = [quoted.trim()==="Hello there.", bare.trim()==="Hello there.", !/Old/.test(html) && !/2026|07|support@/.test(html)];
  if (ok.includes(false)) console.log(name, attribution(line), ok.join(" "));
}
