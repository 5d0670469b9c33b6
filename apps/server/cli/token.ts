import { scopes } from "#contract/operation.ts";
import { createTokenDirectly, userByEmail } from "#modules/people";
import { deskOf } from "./desk.ts";
import { type AddCommand, type House, inHouse } from "./house.ts";

export const token: AddCommand = (program) => {
  program
    .command("token")
    .description("print a new API token with all the rights of a user")
    .requiredOption("--email <address>", "whose rights")
    .option("--name <name>", "what the list of tokens calls it", "command line")
    .action(async (options: { email: string; name: string }, { parent }) => {
      const host = parent?.opts()["desk"] as string | undefined;
      console.log(await inHouse((house) => make(house, host, options)));
    });
};

async function make(
  house: House,
  host: string | undefined,
  { email, name }: { email: string; name: string },
) {
  const { db } = house.database;
  const desk = await deskOf(house, host);
  const user = await userByEmail(db, desk.id, email);
  if (!user) throw new Error(`${desk.name} has no active user ${email}.`);
  const now = house.platform.clock();
  const made = await createTokenDirectly(db, {
    deskId: desk.id,
    userId: user.id,
    name,
    scopes,
    now,
  });
  return made.token;
}
