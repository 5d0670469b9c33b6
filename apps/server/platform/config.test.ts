import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { readSecretKey, secretKeyFile } from "./secret.ts";

describe("the configuration", () => {
  test("has a value for everything a newcomer does not know yet", () => {
    expect(readConfig({})).toMatchObject({
      PORT: 3000,
      DATA_DIR: "./data",
      PUBLIC_URL: "http://127.0.0.1:3000",
      ROLES: ["web", "worker", "mail"],
    });
  });

  test("takes an empty variable as unset, and strips the slash people type", () => {
    const config = readConfig({ LMTP_IN_PORT: "", PUBLIC_URL: "https://desk.example/" });
    expect(config.LMTP_IN_PORT).toBeUndefined();
    expect(config.PUBLIC_URL).toBe("https://desk.example");
  });

  test("counts the proxies in front, or knows them by address", () => {
    const read = (text: string) => readConfig({ TRUST_PROXY: text }).TRUST_PROXY;
    expect(["", "false", "true", "2"].map(read)).toEqual([0, 0, 1, 2]);
    expect(read("10.0.0.5, fd00::/8,loopback")).toEqual(["10.0.0.5", "fd00::/8", "loopback"]);
    for (const wrong of ["yes", "10.0.0", "10.0.0.0/33", "::1/129", "1.2.3.4/", "-1", "1.2.3.4,"])
      expect(() => read(wrong)).toThrow("TRUST_PROXY");
  });

  test("names every variable that cannot be used", () => {
    const wrong = {
      PORT: "many",
      ROLES: "web,boss",
      DATABASE_URL: "mysql://x",
      TRUST_PROXY: "perhaps",
    };
    for (const name of Object.keys(wrong)) expect(() => readConfig(wrong)).toThrow(name);
  });
});

describe("the secret key", () => {
  test("is made once, for its owner only, also when two programs start at once", async () => {
    const folder = await mkdtemp(join(tmpdir(), "sportello-test-key-"));
    const config = readConfig({ DATA_DIR: join(folder, "data") });

    const keys = await Promise.all([1, 2, 3, 4].map(() => readSecretKey(config)));

    expect(new Set(keys).size).toBe(1);
    expect(`${keys[0]}\n`).toBe(await readFile(secretKeyFile(config), "utf8"));
    expect((await stat(secretKeyFile(config))).mode & 0o777).toBe(0o600);
    await rm(folder, { recursive: true });
  });
});
