import * as z from "zod";
import { setUp } from "#contract/setup.ts";
import { foundInstallation } from "#modules/sample";
import { Refusal } from "#platform/refusal.ts";
import "../wiring.ts";
import { type AddCommand, inHouse } from "./house.ts";

export const setup: AddCommand = (program) => {
  program
    .command("setup")
    .description("found the desk and its owner, as the set-up page does")
    .requiredOption("--email <address>", "the owner's e-mail address")
    .requiredOption("--password <password>", "the owner's password")
    .requiredOption("--name <name>", "the owner's name")
    .option("--desk-name <name>", "what the desk is called", "Help desk")
    .option("--locale <locale>", "language of the desk: en or it", "en")
    .option("--sample", "with the sample team and its tickets", false)
    .action((options: Record<string, unknown>) => found(options));
};

async function found(options: Record<string, unknown>) {
  const read = setUp.input.safeParse(options);
  if (!read.success) throw new Error(`The desk cannot be founded:\n${z.prettifyError(read.error)}`);
  await inHouse(async ({ platform }) => {
    await foundInstallation(platform, read.data, platform.clock()).catch(explain);
    const { deskName, email } = read.data;
    console.log(`${deskName} is founded. Sign in at ${platform.config.PUBLIC_URL} as ${email}.`);
  });
}

/** Over HTTP a desk that is there looks like no page at all; here nobody is to be kept in the dark. */
function explain(error: unknown): never {
  const done = error instanceof Refusal && error.code === "setup_done";
  throw done ? new Error("There is a desk in this installation already.") : error;
}
