/** The mail corpus: public test data that lies beside the repository and is never part of it. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const wanted = process.env["SPORTELLO_CORPUS"];
const beside = join(import.meta.dirname, "../../../shared/corpus");
export const corpusFolder = !wanted || wanted === "required" ? beside : wanted;

export type Case<Expect> = { id: string; input?: string; files?: string[]; expect: Expect };

/** Tests of the corpus are skipped, with this name, where the folder is absent and nobody asked for it. */
export const corpusIsHere = existsSync(join(corpusFolder, "INDEX.json"));
export const corpusMissing = `the corpus is not at ${corpusFolder} (set SPORTELLO_CORPUS)`;
if (wanted && !corpusIsHere) throw new Error(corpusMissing);

/** The cases of `parse/zammad` and so on, as the corpus' README describes them. */
export function corpusCases<Expect>(set: string): Case<Expect>[] {
  return JSON.parse(readFileSync(join(corpusFolder, set, "cases.json"), "utf8"));
}

export function corpusFile(set: string, name: string): Buffer {
  return readFileSync(join(corpusFolder, set, name));
}

/** One line a figure, read by people and by the note on mail reading. */
export function printFigure(name: string, good: number, all: number) {
  const percent = all === 0 ? 100 : (100 * good) / all;
  process.stdout.write(
    `${name.padEnd(44)} ${String(good).padStart(4)} / ${String(all).padEnd(4)} ${percent.toFixed(1)} %\n`,
  );
}
