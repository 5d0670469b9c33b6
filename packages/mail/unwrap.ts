/** Leaves that wrap others: winmail.dat is replaced by what is in it, what S/MIME only signs stands beside it. */
import { type Leaf, madeLeaf, readLeaves } from "./leaf.ts";
import { type MimeLimits, readTree } from "./mime.ts";
import { signedContent } from "./smime.ts";
import { readTnef } from "./tnef.ts";

/** The wrapped body is taken only where the mail has no text of its own; what cannot be read stays as a file. */
export function unwrapLeaves(leaves: Leaf[]): Leaf[] {
  if (!leaves.some(isTnef)) return leaves;
  const hasText = leaves.some(
    ({ type, attached, content }) => type.startsWith("text/") && !attached && content.length > 0,
  );
  return leaves.flatMap((leaf) => (isTnef(leaf) ? unwrap(leaf, hasText) : [leaf]));
}

/** The wrapping stays as a file, and then as what it is to a reader: a signature. */
export async function openSigned(
  leaves: Leaf[],
  limits: MimeLimits,
  breathe: () => Promise<void>,
): Promise<Leaf[]> {
  const opened: Leaf[] = [];
  for (const leaf of leaves) {
    const content = isSealed(leaf) ? signedContent(leaf.content) : null;
    if (content === null) {
      opened.push(leaf);
      continue;
    }
    const { root } = await readTree(content, limits, breathe);
    const inside = await readLeaves(root, breathe);
    const far = opened.length + leaves.length + 1;
    // Alternatives of the inner mail are others than those of the outer one.
    opened.push(
      ...inside.map((one) => ({
        ...one,
        alternative: one.alternative < 0 ? -1 : one.alternative + far * 1000,
      })),
      { ...leaf, type: "application/pkcs7-signature", attached: true },
    );
  }
  return opened;
}

function isSealed({ type, name }: Leaf): boolean {
  return /^application\/(?:x-)?pkcs7-mime$/.test(type) || /\.p7m$/i.test(name ?? "");
}

function isTnef({ type, name }: Leaf): boolean {
  return (
    /^application\/(?:vnd\.)?ms-tnef$/.test(type) ||
    /^win(?:mail|\.dat)(?:\.dat)?$/i.test(name ?? "")
  );
}

function unwrap(leaf: Leaf, hasText: boolean): Leaf[] {
  const tnef = readTnef(leaf.content);
  if (!tnef) return [leaf];
  const files = tnef.files.map(({ name, type, contentId, content }) =>
    madeLeaf(leaf, type ?? "application/octet-stream", content, {
      name: name || null,
      contentId,
      attached: true,
    }),
  );
  if (hasText) return files.length > 0 ? files : [leaf];
  if (tnef.html) return [madeLeaf(leaf, "text/html", tnef.html), ...files];
  if (tnef.text) return [madeLeaf(leaf, "text/plain", Buffer.from(tnef.text)), ...files];
  return [leaf, ...files];
}
