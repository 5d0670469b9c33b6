import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { servedAddress } from "#modules/channels";
import { importFile } from "#modules/mail";
import "../wiring.ts";
import { deskOf } from "./desk.ts";
import { type AddCommand, type House, inHouse } from "./house.ts";

export const importMail: AddCommand = (program) => {
  program
    .command("import")
    .description("take old mail from an .eml or mbox file; doing it again takes nothing twice")
    .argument("<file>", "one mail, or an mbox of many")
    .requiredOption("--channel <address>", "the connected address that the mail was for")
    .option("--closed", "history: the tickets that it opens are closed from the start", false)
    .action(async (file: string, options: Options, { parent }) => {
      await stat(file);
      const host = parent?.opts()["desk"] as string | undefined;
      await inHouse((house) => take(house, host, file, options));
    });
};

type Options = { channel: string; closed: boolean };

async function take(
  house: House,
  host: string | undefined,
  file: string,
  { channel: address, closed }: Options,
) {
  const desk = await deskOf(house, host);
  const served = await servedAddress(house.database.db, address);
  if (served?.deskId !== desk.id)
    throw new Error(`${desk.name} has no connected address ${address}.`);
  const to = { deskId: desk.id, channelId: served.channelId, via: "import" as const, closed };
  const { mails, tooLarge, notMail } = await importFile(house.platform, createReadStream(file), to);
  console.log(
    `${mails} ${mails === 1 ? "mail is" : "mails are"} kept; the server reads them while it runs.`,
  );
  if (notMail > 0) throw new Error(`Left out because it is no mail: ${notMail}.`);
  if (tooLarge > 0) throw new Error(`Left out because it is over 50 MB: ${tooLarge}.`);
}
