/**
 * The moment at which a day of this browser's calendar begins, `later` days after it; undefined for what is no day.
 * `day` as date fields write it (`YYYY-MM-DD`); it may come from an address, which can hold anything.
 */
export function startOfDay(day: string | undefined, later = 0): string | undefined {
  const date = new Date(`${day}T00:00`);
  if (!day || Number.isNaN(date.getTime())) return undefined;
  date.setDate(date.getDate() + later);
  return date.toISOString();
}
