/** The browser of the tests: Debian's Chromium where it is installed, otherwise the one that came by npm. */
import { existsSync } from "node:fs";
import packaged from "@sparticuz/chromium";
import { type Browser, chromium } from "playwright-core";

const DEBIAN = "/usr/bin/chromium";
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * A headless browser that asks nobody on the network for anything by itself. The caller closes it. The flags that the
 * npm package recommends are left out: they switch web security off.
 */
export async function launchChromium(): Promise<Browser> {
  const own = process.env["CHROMIUM_PATH"] ?? (existsSync(DEBIAN) ? DEBIAN : null);
  return await chromium.launch({
    executablePath: own ?? (await packaged.executablePath()),
    args: QUIET,
    headless: true,
  });
}
