/**
 * The command line: `npm run sportello -- COMMAND`.
 *
 * Answers go to stdout; progress and problems go to stderr, so that scripts can read the answers.
 */
import { Command } from "commander";
import type { AddCommand } from "./house.ts";

/** Only the wanted command is read: each brings its part of the program along. */
const commands: Record<string, () => Promise<AddCommand>> = {
  setup: async () => (await import("./setup.ts")).setup,
  token: async () => (await import("./token.ts")).token,
  import: async () => (await import("./import.ts")).importMail,
  export: async () => (await import("./export.ts")).exportDesk,
  backup: async () => (await import("./backup.ts")).backup,
  restore: async () => (await import("./restore.ts")).restore,
  doctor: async () => (await import("./doctor.ts")).doctor,
  seed: async () => (await import("./seed.ts")).seed,
};

const program = new Command("sportello")
  .description("Looks after a desk from the terminal. It may run beside the server.")
  .option("--desk <host>", "which desk, when this installation holds several")
  .showHelpAfterError("(sportello --help shows the commands)");

const wanted = process.argv.slice(2).find((word) => Object.hasOwn(commands, word));
for (const [name, load] of Object.entries(commands)) {
  if (!wanted || wanted === name) (await load())(program);
}

await program.parseAsync().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  const cause = error.cause instanceof Error ? error.cause : undefined;
  if (cause) process.stderr.write(`${cause.message}\n`);
  process.exitCode = 1;
});
