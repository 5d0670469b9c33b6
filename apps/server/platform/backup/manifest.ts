/**
 * The two entries of a backup that describe the others.
 */
import * as z from "zod";

export const manifestSchema = z.object({
  format: z.literal(1),
  program: z.literal("sportello"),
  madeAt: z.string(),
  /** Number of the newest migration. */
  schemaVersion: z.int(),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** Known only when all is read. */
export const endingSchema = z.object({
  rows: z.record(z.string(), z.int()),
  sequences: z.array(z.object({ name: z.string(), value: z.string(), called: z.boolean() })),
  files: z.int(),
});
export type Ending = z.infer<typeof endingSchema>;
