/** Keeps the house livable: `node tools/house/check.ts` lists what is wrong and fails when something is. */
import { checkCircles } from "./circles.ts";
import { checkDoors } from "./doors.ts";
import { checkLaw } from "./law.ts";
import { checkDocuments, checkFileNames, checkJourneys } from "./names.ts";
import { houseFiles, readSource } from "./source.ts";
import { checkTables } from "./tables.ts";

const files = houseFiles();
const sources = files
  .filter(
    (path) =>
      /^(apps|packages|tools|bench|e2e)\/.*\.tsx?$/.test(path) &&
      !path.endsWith(".gen.ts") &&
      !path.endsWith(".d.ts"),
  )
  .map(readSource);

const faults = [
  ...checkLaw(sources),
  ...checkCircles(sources),
  ...checkTables(sources),
  ...checkDoors(sources, files),
  ...checkFileNames(files),
  ...checkDocuments(files),
  ...checkJourneys(files),
];

for (const fault of new Set(faults)) console.log(fault);
console.log(
  faults.length === 0
    ? `The house is in order: ${sources.length} files.`
    : `${new Set(faults).size} faults.`,
);
process.exitCode = faults.length === 0 ? 0 : 1;
