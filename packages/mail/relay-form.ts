/** The bytes of a mail in the forms that mail relays post: `multipart/form-data` or urlencoded, untouched by any charset. */
import { parse } from "node:querystring";

export type RelayMail = {
  raw: Buffer;
  /** As the relay tells it, where it does. */
  envelope: { from: string | null; to: string[] };
};

/** The field with the whole mail, by relay: SendGrid, Mailgun, and the plain words. */
const mailFields = ["email", "body-mime", "raw", "mime", "message"];

/** Any other body is the mail itself. Null where a form has no mail in it. */
export function relayMail(type: string, body: Buffer): RelayMail | null {
  const fields = fieldsOf(type, body);
  if (!fields) return body.length > 0 ? { raw: body, envelope: { from: null, to: [] } } : null;
  const raw = mailFields.flatMap((name) => fields.get(name) ?? []).find(({ length }) => length > 0);
  return raw ? { raw, envelope: envelopeOf(fields) } : null;
}

type Fields = Map<string, Buffer>;

function fieldsOf(type: string, body: Buffer): Fields | null {
  const [kind = ""] = type.toLowerCase().split(";");
  if (kind.trim() === "application/x-www-form-urlencoded") return urlencoded(body);
  if (kind.trim() !== "multipart/form-data") return null;
  const [, quoted, plain] = /boundary=(?:"([^"]{1,200})"|([^\s;]{1,200}))/i.exec(type) ?? [];
  return multipart(body, quoted ?? plain ?? "");
}

function urlencoded(body: Buffer): Fields {
  // latin1 maps each byte to one character and back.
  const decodeURIComponent = (text: string) =>
    text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  const found = parse(body.toString("latin1"), "&", "=", { decodeURIComponent, maxKeys: 100 });
  return new Map(
    Object.entries(found).map(([name, value]) => [
      name,
      Buffer.from([value].flat()[0] ?? "", "latin1"),
    ]),
  );
}

/** Every part between two boundaries, by its name; the first of each name. */
function multipart(body: Buffer, boundary: string): Fields {
  const fields: Fields = new Map();
  const mark = Buffer.from(`\r\n--${boundary}`);
  const whole = Buffer.concat([Buffer.from("\r\n"), body]);
  let at = boundary === "" ? -1 : whole.indexOf(mark);
  while (at >= 0 && fields.size < 100) {
    const begin = at + mark.length;
    const end = whole.indexOf(mark, begin);
    if (end < 0) break;
    const part = whole.subarray(begin, end);
    const blank = part.indexOf("\r\n\r\n");
    const head = part.subarray(0, Math.max(blank, 0)).toString("latin1");
    const [, name] = /content-disposition:[^\r\n]*[;\s]name="?([^";\r\n]*)"?/i.exec(head) ?? [];
    if (name !== undefined && !fields.has(name)) fields.set(name, part.subarray(blank + 4));
    at = end;
  }
  return fields;
}

function envelopeOf(fields: Fields): RelayMail["envelope"] {
  const text = (name: string) => fields.get(name)?.toString("utf8").slice(0, 10_000) ?? "";
  const told = readJson(text("envelope"));
  const to = [told["to"]].flat().filter((one) => typeof one === "string");
  const recipients = text("recipient")
    .split(",")
    .map((one) => one.trim());
  const from = typeof told["from"] === "string" ? told["from"] : text("sender") || null;
  return { from, to: (to.length > 0 ? to : recipients.filter(Boolean)).slice(0, 100) };
}

function readJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
