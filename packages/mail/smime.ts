/** S/MIME (RFC 8551): what a signed wrapping holds. Nothing is decrypted, and no signature is checked. */

const SIGNED_DATA = Buffer.from("2a864886f70d010702", "hex");
const MAX_PIECES = 100_000;

/** The mail inside of `application/pkcs7-mime` that is only signed; null where it is encrypted, or no such thing. */
export function signedContent(bytes: Buffer): Buffer | null {
  try {
    const info = children(only(read(bytes, 0)));
    if (!info[0] || !value(info[0]).equals(SIGNED_DATA)) return null;
    // ContentInfo › [0] › SignedData › version, algorithms, EncapsulatedContentInfo › type, [0] › the octets.
    const signed = children(children(info[1])[0]);
    const content = children(signed[2])[1];
    const octets = content && joined(children(content)[0]);
    return octets && octets.length > 0 ? octets : null;
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** One element of BER: where its content is, and where the next one begins. */
type Element = { bytes: Buffer; tag: number; from: number; to: number; next: number };

const isConstructed = ({ tag }: Element) => (tag & 0x20) !== 0;

/** @throws RangeError where the bytes end too early or make no sense. */
function read(bytes: Buffer, at: number, depth = 0): Element {
  if (depth > 20) throw new RangeError("nested too deeply");
  const tag = bytes.readUInt8(at);
  if ((tag & 0x1f) === 0x1f) throw new RangeError("a long tag");
  const short = bytes.readUInt8(at + 1);
  if (short === 0x80) return indefinite(bytes, at, tag, depth);
  const digits = short & 0x80 ? short & 0x7f : 0;
  if (digits > 4) throw new RangeError("too long");
  const length = digits > 0 ? bytes.readUIntBE(at + 2, digits) : short;
  const from = at + 2 + digits;
  // A cut wrapping still shows what is there.
  const to = Math.min(from + length, bytes.length);
  return { bytes, tag, from, to, next: to };
}

/** Its end is marked by two zeroes. */
function indefinite(bytes: Buffer, start: number, tag: number, depth: number): Element {
  let at = start + 2;
  while (at < bytes.length && !(bytes[at] === 0 && bytes[at + 1] === 0))
    at = read(bytes, at, depth + 1).next;
  return { bytes, tag, from: start + 2, to: Math.min(at, bytes.length), next: at + 2 };
}

function only(element: Element): Element {
  if (element.tag !== 0x30) throw new RangeError("no sequence");
  return element;
}

function children(element: Element | undefined): Element[] {
  if (!element) throw new RangeError("nothing there");
  const found: Element[] = [];
  for (let at = element.from; at < element.to && found.length < MAX_PIECES;) {
    const child = read(element.bytes, at);
    found.push(child);
    at = child.next;
  }
  return found;
}

function value({ bytes, from, to }: Element): Buffer {
  return bytes.subarray(from, to);
}

/** Octets in one piece, or in many. */
function joined(element: Element | undefined): Buffer {
  if (!element) throw new RangeError("nothing there");
  return isConstructed(element) ? Buffer.concat(children(element).map(value)) : value(element);
}
