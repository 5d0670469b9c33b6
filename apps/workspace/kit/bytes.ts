import { i18n } from "@lingui/core";

const units = ["byte", "kilobyte", "megabyte", "gigabyte"] as const;

/** A size as people say it: `820 byte`, `24 kB`, `1.3 MB`. */
export function bytes(size: number): string {
  const step = Math.min(
    units.length - 1,
    size < 1000 ? 0 : Math.floor(Math.log(size) / Math.log(1000)),
  );
  const amount = size / 1000 ** step;
  return amount.toLocaleString(i18n.locale || "en", {
    style: "unit",
    unit: units[step] ?? "byte",
    unitDisplay: "short",
    maximumFractionDigits: amount < 10 && step > 0 ? 1 : 0,
  });
}
