/** All sets of a folder: answered one after the other, judged where something is expected, counted. */
import { answer } from "./answer.ts";
import { readSets, type Set } from "./cases.ts";
import { judge, type Verdict } from "./judge.ts";

type Count = { good: number; all: number };
/** By figure. */
export type Figures = Record<string, Count>;

export type Report = {
  answers: Record<string, Record<string, unknown>>;
  /** By set. */
  sets: Record<string, Figures>;
  /** By group. */
  groups: Record<string, Figures>;
  cases: number;
  failed: number;
};

/** `print` gets a line a figure; with `misses` one for each case that is not good, too. */
export async function measure(
  folder: string,
  print: (line: string) => void,
  misses = false,
): Promise<Report> {
  const report: Report = { answers: {}, sets: {}, groups: {}, cases: 0, failed: 0 };
  for (const set of readSets(folder, print)) {
    const figures = await measureSet(set, report, misses ? print : () => {});
    report.sets[set.name] = figures;
    for (const [figure, count] of Object.entries(figures))
      add((report.groups[set.group] ??= {}), figure, count);
    printFigures(set.name, figures, print);
  }
  print("");
  for (const [group, figures] of Object.entries(report.groups))
    printFigures(`${group}/*`, figures, print);
  return report;
}

async function measureSet(
  set: Set,
  report: Report,
  miss: (line: string) => void,
): Promise<Figures> {
  const figures: Figures = {};
  const answers = new Map<string, unknown>();
  for (const one of set.cases) {
    const answered = await answer(set, one);
    answers.set(one.id, written(answered.answer));
    report.cases++;
    if ("error" in answered.answer) report.failed++;
    for (const { figure, good, says } of judged()) {
      add(figures, figure, { good: good ? 1 : 0, all: 1 });
      if (!good) miss(`  ${set.name} ${one.id} ${figure}: ${says}`);
    }

    /** A case whose expectation is odd is an answer all the same. */
    function judged(): Verdict[] {
      try {
        return judge(one, answered);
      } catch (error) {
        miss(`  ${set.name} ${one.id}: ${String(error)}`);
        return [];
      }
    }
  }
  report.answers[set.name] = Object.fromEntries(answers);
  return figures;
}

/** What a notice is about is judged here only: it has no place in the answers' layout. */
function written(given: Awaited<ReturnType<typeof answer>>["answer"]): object {
  if (!("about" in given)) return given;
  const { about: _, ...rest } = given;
  return rest;
}

function add(figures: Figures, figure: string, { good, all }: Count) {
  const count = (figures[figure] ??= { good: 0, all: 0 });
  count.good += good;
  count.all += all;
}

function printFigures(name: string, figures: Figures, print: (line: string) => void) {
  for (const [figure, { good, all }] of Object.entries(figures)) {
    const percent = all === 0 ? 100 : (100 * good) / all;
    const counts = `${String(good).padStart(4)} / ${String(all).padEnd(4)}`;
    print(`${`${name} ${figure}`.padEnd(44)} ${counts} ${percent.toFixed(1)} %`);
  }
}
