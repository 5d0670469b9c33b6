import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("what is wanted twice in one turn is done once, and what is wanted later is done anew", async () => {
  const turn = new Turns<number>().of({});
  let done = 0;
  const work = () => Promise.resolve(++done);

  expect(await Promise.all([turn.once("a", work), turn.once("a", work)])).toEqual([1, 1]);
  expect(await turn.once("a", work)).toBe(2);
});

test("what is wanted while the work is under way gets an answer of its own", async () => {
  const turn = new Turns<string>().of({});
  const { promise, resolve: finish } = Promise.withResolvers<string>();
  const { promise: started, resolve: begun } = Promise.withResolvers<void>();
  const early = turn.once("a", () => {
    begun();
    return promise;
  });
  await started;
  const late = turn.once("a", () => Promise.resolve("after the change"));

  expect(await late).toBe("after the change");
  finish("before the change");
  expect(await early).toBe("before the change");
});

test("another key, and another owner, is other work", async () => {
  const turns = new Turns<string>();
  const [here, there] = [turns.of({}), turns.of({})];
  const asked = [
    here.once("a", () => Promise.resolve("a here")),
    here.once("b", () => Promise.resolve("b here")),
    there.once("a", () => Promise.resolve("a there")),
  ];
  expect(await Promise.all(asked)).toEqual(["a here", "b here", "a there"]);
});

test("all who wanted it hear of an error, and the next one tries again", async () => {
  const turn = new Turns<string>().of({});
  const fails = () => Promise.reject(new Error("no line"));
  const both = await Promise.allSettled([turn.once("a", fails), turn.once("a", fails)]);

  expect(both.map(({ status }) => status)).toEqual(["rejected", "rejected"]);
  expect(await turn.once("a", () => Promise.resolve("there"))).toBe("there");
});
