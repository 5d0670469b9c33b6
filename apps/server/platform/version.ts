import { readFileSync } from "node:fs";

/** The version of the program, as package.json says it. */
export const version: string = read();

function read(): string {
  const text = readFileSync(new URL("../../../package.json", import.meta.url), "utf8");
  const { version: written } = JSON.parse(text) as { version: string };
  return written;
}
