/**
 * Only what another try cannot change: a value that the database does not take, or a mistake of ours. Everything else
 * (it was away, two mails crossed, the disk is full) leaves the mail waiting.
 */
export function isIndigestible(error: unknown): boolean {
  if (error instanceof TypeError || error instanceof RangeError) return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^(22|54)[0-9A-Z]{3}$/.test(code);
}
