import { expect, test } from "vitest";
import { Lines, usualLimits } from "./lines.ts";

test("one address of the world has a few lines into the mail door at once, a relay of our own network all of them", () => {
  const lines = new Lines({ ...usualLimits, perAddress: 2 });
  const enters = (address: string) =>
    [1, 2, 3].map((id) => lines.enter(`${address} ${id}`, address));
  expect(enters("8.8.8.8")).toEqual([true, true, false]);
  expect(enters("1.1.1.1")).toEqual([true, true, false]);
  expect(enters("10.0.0.3")).toEqual([true, true, true]);
  const neighbours = ["2a00:1450:4001::1", "2a00:1450:4001:0:ffff::2", "2a00:1450:4001:0:1::3"];
  expect(neighbours.map((address) => lines.enter(address, address))).toEqual([true, true, false]);
  expect(lines.enter("next door", "2a00:1450:4001:1::1")).toBe(true);
  lines.leave("8.8.8.8 1");
  expect(lines.enter("8.8.8.8 4", "8.8.8.8")).toBe(true);
});
