import { type AddCommand, say } from "./house.ts";
import { examine } from "./doctor/examine.ts";
import type { Finding } from "./doctor/finding.ts";

export const doctor: AddCommand = (program) => {
  program
    .command("doctor")
    .description("check this installation and say what is wrong; ends with 1 when something is")
    .action(async () => {
      const findings = await examine(say);
      for (const finding of findings) console.log(line(finding));
      const wrong = findings.filter(({ state }) => state === "wrong").length;
      console.log(
        wrong === 0
          ? "All is well."
          : `${wrong} ${wrong === 1 ? "thing needs" : "things need"} attention.`,
      );
      if (wrong > 0) process.exitCode = 1;
    });
};

const signs = { well: "✓", warn: "!", wrong: "✗" };

function line({ state, what, detail }: Finding) {
  return `${signs[state]} ${what.padEnd(17)} ${detail}`;
}
