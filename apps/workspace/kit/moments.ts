/** A moment as the browser's field for date and time wants it, where the device is. */
export function localMoment(at: string): string {
  if (!at) return "";
  const moment = new Date(at);
  return new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)
    .toISOString()
    .slice(0, 16);
}

/** What such a field says as a moment; null where it is empty. */
export function momentFromLocal(typed: string): string | null {
  return typed ? new Date(typed).toISOString() : null;
}
