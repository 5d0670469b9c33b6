/** Bulk data for measuring: believable in its shape, not in its words. Always the same for the same numbers. */
import { deskOf } from "./desk.ts";
import { type AddCommand, type House, inHouse, say } from "./house.ts";
import { seedDesk } from "./seed/desk.ts";
import { seedTicketsOf } from "./seed/tickets.ts";

export const seed: AddCommand = (program) => {
  program
    .command("seed")
    .description("fill a desk with made-up tickets, about five messages each, to measure with")
    .requiredOption("--tickets <number>", "how many", Number)
    .action(async ({ tickets }: { tickets: number }, { parent }) => {
      if (!Number.isInteger(tickets) || tickets < 1)
        throw new Error("--tickets takes a whole number above 0.");
      await inHouse((house) => fill(house, tickets, parent?.opts()["desk"] as string | undefined));
    });
};

async function fill(house: House, tickets: number, host: string | undefined) {
  const desk = await deskOf(house, host);
  say("People, contacts and a channel …");
  const people = await seedDesk(house.database.db, desk.id, tickets);
  const began = performance.now();
  const { messages } = await seedTicketsOf(house.database.db, desk.id, people, tickets, (done) =>
    say(`${done} of ${tickets} tickets`),
  );
  await house.database.pool.query("analyze");
  const seconds = (performance.now() - began) / 1000;
  console.log(`${tickets} tickets with ${messages} messages in ${seconds.toFixed(0)} s.`);
}
