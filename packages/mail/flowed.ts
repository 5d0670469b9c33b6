/** `format=flowed` (RFC 3676): soft line breaks are undone, quote marks kept. */

export function unflow(text: string, delSp: boolean): string {
  const out: string[] = [];
  let openDepth = -1;
  for (const line of text.split("\n")) {
    const quote = /^>*/.exec(line)?.[0] ?? "";
    const depth = quote.length;
    const content = line.slice(depth).replace(/^ /, "");
    const signature = content === "-- ";
    if (openDepth === depth && !signature) out[out.length - 1] += content;
    else out.push(depth > 0 ? `${quote} ${content}` : content);
    const soft = content.endsWith(" ") && !signature;
    if (soft && delSp) out[out.length - 1] = (out.at(-1) ?? "").slice(0, -1);
    openDepth = soft ? depth : -1;
  }
  return out.join("\n");
}
