import { store } from "../live/store.ts";

/** The time zone that moments are read in; undefined = that of the device. */
export const zone = store<string | undefined>(undefined);

/** A zone that this browser does not know would make every formatter throw. */
export function readTimesIn(timeZone: string | null): void {
  zone.set(timeZone && isKnown(timeZone) ? timeZone : undefined);
}

/** The day of a moment where the reader is, `2026-11-23`. */
export function dayOf(at: Date | string): string {
  const timeZone = zone.get();
  const options = { year: "numeric", month: "2-digit", day: "2-digit" } as const;
  return new Date(at).toLocaleDateString("en-CA", timeZone ? { ...options, timeZone } : options);
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone }));
  } catch {
    return false;
  }
}

/** The time zone of this device. */
export function deviceZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
