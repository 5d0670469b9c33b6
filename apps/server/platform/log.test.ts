import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { makeLog } from "./log.ts";

const config = readConfig({
  DATABASE_URL: "postgres://desk:canary%2Fone@db/desk",
  SMTP_OUT_URL: "smtp://desk:canary-two@mail",
  SECRET_KEY: "canary-three-canary-three-canary-three",
});

function logged(isTTY: boolean, write: (log: ReturnType<typeof makeLog>) => void) {
  let text = "";
  write(makeLog(config, { isTTY, write: (line: string) => (text += line) }));
  return text;
}

describe.each([true, false])("the log (on a terminal: %s)", (isTTY) => {
  test("hides secrets by their field, at any usual depth", () => {
    const text = logged(isTTY, (log) =>
      log.info(
        {
          password: "canary",
          user: { token: "canary" },
          req: { headers: { cookie: "canary", "set-cookie": "canary" } },
        },
        "in",
      ),
    );
    expect(text).not.toContain("canary");
    expect(text).toContain("[hidden]");
  });

  test("hides the configuration's secrets wherever they stand", () => {
    const told = [config.DATABASE_URL, "canary/one", "canary-two", config.SECRET_KEY].join(" ");
    const text = logged(isTTY, (log) => log.error(new Error(told), told));
    expect(text).not.toContain("canary");
  });

  test("tells of an error what happened and why, not what its library had in hand", () => {
    const cause = Object.assign(new Error("the reason"), { code: "57P01" });
    const error = Object.assign(new Error("the matter", { cause }), { client: { sql: "canary" } });
    const text = logged(isTTY, (log) => log.error({ err: error }, "failed"));
    for (const word of isTTY ? ["the matter"] : ["the matter", "the reason", "57P01"])
      expect(text).toContain(word);
    expect(text).not.toContain("canary");
  });
});
