/** The decoded leaves of a mail, each with the place it has in its multipart. */
import { decodeBytes } from "./charset.ts";
import { fromTransfer } from "./transfer.ts";
import type { Part } from "./mime.ts";

export type Leaf = {
  part: Part;
  type: string;
  content: Buffer;
  /** From Content-Disposition or Content-Type, not yet made safe. */
  name: string | null;
  attached: boolean;
  contentId: string | null;
  /** The number of the innermost multipart/alternative around it, -1 for none: its siblings say the same thing. */
  alternative: number;
  /** Inside of a multipart/related, after its first part: a picture of the HTML, not a file. */
  related: boolean;
};

/** Walks the tree in order without recursion and decodes every leaf. */
export async function readLeaves(root: Part, breathe: () => Promise<void>): Promise<Leaf[]> {
  const leaves: Leaf[] = [];
  const waiting: { part: Part; alternative: number; related: boolean }[] = [
    { part: root, alternative: -1, related: false },
  ];
  let alternatives = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { part, alternative, related } = next;
    if (part.parts.length === 0) {
      leaves.push(await readLeaf(part, alternative, related, breathe));
      continue;
    }
    const type = part.contentType.value;
    const inside = type === "multipart/alternative" ? alternatives++ : alternative;
    for (const [index, child] of [...part.parts.entries()].toReversed()) {
      waiting.push({
        part: child,
        alternative: inside,
        related: related || (type === "multipart/related" && index > 0),
      });
    }
  }
  return leaves;
}

/** A leaf that was found inside of another one. */
export function madeLeaf(
  around: Leaf,
  type: string,
  content: Buffer,
  more: Partial<Leaf> = {},
): Leaf {
  const part = {
    headers: new Map(),
    contentType: { value: type, params: new Map() },
    disposition: null,
    body: content,
    parts: [],
  };
  return { ...around, part, type, content, name: null, attached: false, contentId: null, ...more };
}

/** The text of a leaf in its own character set, with line feeds only. */
export function leafText(leaf: Leaf): string {
  const named = leaf.part.contentType.params.get("charset") ?? null;
  const charset = named ?? (leaf.type === "text/html" ? metaCharset(leaf.content) : null);
  return decodeBytes(leaf.content, charset)
    .replace(/^\ufeff/, "")
    .replace(/\r\n?/g, "\n");
}

async function readLeaf(
  part: Part,
  alternative: number,
  related: boolean,
  breathe: () => Promise<void>,
): Promise<Leaf> {
  const encoding = (part.headers.get("content-transfer-encoding")?.[0] ?? "")
    .replace(/\([^()]*\)|[;"'\s]/g, "")
    .toLowerCase();
  const type = mediaType(part.contentType.value);
  const name =
    part.disposition?.params.get("filename") ??
    part.disposition?.params.get("name") ??
    part.contentType.params.get("name");
  return {
    part,
    type,
    content: await fromTransfer(bodyOf(part), encoding, breathe, type.startsWith("text/")),
    name: name?.trim() || null,
    attached:
      part.disposition !== null &&
      part.disposition.value !== "inline" &&
      part.disposition.value !== "",
    contentId: part.headers.get("content-id")?.[0]?.replace(/^\s*<?|>?\s*$/g, "") || null,
    alternative,
    related,
  };
}

/** Without the delimiters of a multipart that has no parts. */
function bodyOf({ body, contentType: { value, params } }: Part): Buffer {
  const boundary = value.startsWith("multipart/") ? params.get("boundary")?.trim() : undefined;
  if (!boundary || !body.includes(`--${boundary}`, 0, "latin1")) return body;
  const delimiters = new Set([`--${boundary}`, `--${boundary}--`]);
  const lines = body.toString("latin1").split("\n");
  return Buffer.from(lines.filter((line) => !delimiters.has(line.trimEnd())).join("\n"), "latin1");
}

/** A multipart that has no parts is text: what was written in it must be seen. */
function mediaType(value: string): string {
  if (value === "" || value === "text" || value.startsWith("multipart/")) return "text/plain";
  return /^[\w.+-]+\/[\w.+-]+$/.test(value) ? value : "application/octet-stream";
}

function metaCharset(content: Buffer): string | null {
  const head = content.toString("latin1", 0, 2048);
  return /<meta[^>]{0,200}charset\s*=\s*["']?\s*([\w.:-]{1,40})/i.exec(head)?.[1] ?? null;
}
