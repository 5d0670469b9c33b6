import { describe, expect, test } from "vitest";
import { withoutOffice } from "./paste.ts";
import { bareCells } from "./tables.ts";

describe("a pasted page", () => {
  test("loses what Word and Sheets wrap around it", () => {
    const word =
      "<!--[if gte mso 9]><xml>a</xml><![endif]--><![if !supportLists]>b<![endif]><o:p>c</o:p>";
    expect(withoutOffice(word)).toBe("bc");
  });

  test.each(["<!--[if", "<![if", "<![endif", "<o:", "</st1:x ", '<td style="', "<td><p>", "<th "])(
    "made of a hundred thousand %s takes a moment",
    (piece) => {
      const start = process.cpuUsage();
      const page = piece.repeat(100_000);
      expect([withoutOffice(page), bareCells(page)]).toEqual([page, page]);
      expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
    },
  );
});

test("a cell of one paragraph is sent without it", () => {
  expect(bareCells('<td style="a"><p>x</p></td><th><p>y</p><p>z</p></th>')).toBe(
    '<td style="a">x</td><th><p>y</p><p>z</p></th>',
  );
});
