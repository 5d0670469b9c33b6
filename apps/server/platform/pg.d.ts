/** Part of `pg` that its types leave out. */
declare module "pg/lib/utils.js" {
  /** A value as the server reads it in text, or bytes as they are. */
  export function prepareValue(value: unknown): string | Buffer | null;
}
