import * as z from "zod";

export const Id = z.uuid().toLowerCase();
export const Moment = z.iso.datetime({ offset: true });
/** Text that PostgreSQL can keep: no NUL, no lone surrogate. */
export const Text = (max: number) =>
  z.string().max(max).refine(isStorable, { error: "contains characters that cannot be stored" });
export function isStorable(text: string): boolean {
  return !text.includes("\u0000") && text.isWellFormed();
}
/** The largest number of the columns that count. */
export const largest = 2_147_483_647;
export const TicketNumber = z.int().positive().max(largest);
export const Line = (max: number) => Text(max).trim().min(1);
export const Email = z.string().trim().toLowerCase().max(254).pipe(z.email());
/** A mailbox in a header: display name (may be empty) and address. */
export const Mailbox = z.object({ name: z.string(), address: z.string() });
export type Mailbox = z.infer<typeof Mailbox>;
export const Recipient = z.object({ name: Text(200).default(""), address: Text(320).trim() });

export const Locale = z.enum(["en", "it"]);
export type Locale = z.infer<typeof Locale>;
export const Theme = z.enum(["system", "light", "dark"]);

export const OwnerType = z.enum(["user", "team"]);
export const Priority = z.enum(["low", "medium", "high", "urgent"]);
export type Priority = z.infer<typeof Priority>;
export const Source = z.enum(["email", "form", "chat", "call", "manual", "api", "import"]);
export type Source = z.infer<typeof Source>;
