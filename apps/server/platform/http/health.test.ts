import { expect, test } from "vitest";
import { openHouse } from "#testkit";

test("the figures for Prometheus ask for their token where one is set", async () => {
  const [open, shut] = [
    await openHouse(),
    await openHouse({ METRICS_TOKEN: "a token of figures" }),
  ];
  const status = async (at: typeof open, authorization?: string) => {
    const headers = authorization ? { authorization } : {};
    return (await at.app.inject({ method: "GET", url: "/metrics", headers })).statusCode;
  };

  expect(await status(open)).toBe(200);
  expect(await status(shut)).toBe(401);
  expect(await status(shut, "Bearer another")).toBe(401);
  expect(await status(shut, "Bearer a token of figures")).toBe(200);
  await Promise.all([open.close(), shut.close()]);
});
