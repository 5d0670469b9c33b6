import { expect, test } from "vitest";
import { bareCells } from "./tables.ts";

test.each([
  ["<td><p>Valve</p></td>", "<td>Valve</td>"],
  ['<th style="x"><p>a <b>b</b><br>c</p></th>', '<th style="x">a <b>b</b><br>c</th>'],
  ["<td><p></p></td><td><p>2</p></td>", "<td></td><td>2</td>"],
])("a cell of one paragraph leaves without it: %s", (html, bare) => {
  expect(bareCells(html)).toBe(bare);
});

test.each([
  "<td><p>One</p><p>Two</p></td>",
  "<td><p>One</p><ul><li>Two</li></ul></td>",
  "<p>Outside</p>",
  "<table><tbody><tr><td>Bare</td></tr></tbody></table><p>After</p>",
])("anything else stays as it is: %s", (html) => {
  expect(bareCells(html)).toBe(html);
});
