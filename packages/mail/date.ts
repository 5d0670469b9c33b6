/** The Date header: RFC 5322, its obsolete forms, and what programs write instead. */

const MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split(" ");
const ZONES: Record<string, number> = {
  est: -300,
  edt: -240,
  cst: -360,
  cdt: -300,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  cet: 60,
  cest: 120,
};

/** Null where it names no moment between 1970 and 2200. */
export function readDate(header: string | undefined): Date | null {
  if (!header) return null;
  const text = header.slice(0, 200).replace(/\([^()]*\)/g, " ");
  const time = readRfc(text) ?? Date.parse(text);
  if (!Number.isFinite(time) || time < 0 || time > Date.UTC(2200, 0)) return null;
  return new Date(time);
}

function readRfc(text: string): number | null {
  const match =
    /(\d{1,2})[\s-]+([a-z]{3})[a-z]*\.?[\s-]+(\d{2,4}),?\s+(\d{1,2})[:.](\d{1,2})(?:[:.](\d{1,2}))?(?:[.,]\d+)?\s*(?:([+-])\s?(\d{2}):?(\d{2})|([a-z]{1,5}))?/i.exec(
      text,
    );
  if (!match) return null;
  const month = MONTHS.indexOf(match[2]?.toLowerCase() ?? "");
  if (month < 0) return null;
  const [day, hour, minute, second] = [match[1], match[4], match[5], match[6] ?? "0"].map(Number);
  const time = Date.UTC(fullYear(match[3] ?? ""), month, day, hour, minute, second);
  const offset = match[7]
    ? Number(`${match[7]}1`) * (Number(match[8]) * 60 + Number(match[9]))
    : (ZONES[match[10]?.toLowerCase() ?? ""] ?? 0);
  return time - offset * 60_000;
}

function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 4) return year;
  return digits.length === 3 || year >= 50 ? 1900 + year : 2000 + year;
}
