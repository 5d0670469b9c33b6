import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { writeBackup } from "#platform/backup/write.ts";
import { type AddCommand, type House, inHouse, say } from "./house.ts";

export const backup: AddCommand = (program) => {
  program
    .command("backup")
    .description(
      "write everything into one file: rows, files and the secret key; the server may run meanwhile",
    )
    .argument("<file>", "the new file, for instance sportello.tar.gz")
    .action(async (file: string) => {
      await inHouse((house) => backUp(house, resolve(file)), { migrates: false });
    });
};

async function backUp({ postgres, files, secretKey }: House, file: string) {
  say("Backing up …");
  const { rows, files: count } = await writeBackup(
    { connection: postgres.connection, files, secretKey },
    file,
  );
  const total = Object.values(rows).reduce((sum, number) => sum + number, 0);
  const { size } = await stat(file);
  console.log(`${file}: ${total} rows, ${count} files, ${(size / 2 ** 20).toFixed(1)} MB.`);
  say("It holds the secret key and all mail: keep it where only you can read it.");
}
