import { saveEverything } from "../live/drafts.ts";

const key = "sp.outdated";
/** A second failure so soon is no old page: loading it again and again would help nobody. */
const tooSoon = 60_000;

/**
 * A part of the page that is no longer there means that the server has a newer one: the page is loaded again. Drafts are
 * kept before; without the network nothing is done, since the page that is open is better than none.
 */
export function reloadWhenOutdated(): void {
  window.addEventListener("vite:preloadError", () => void reloadOnce());
}

async function reloadOnce(): Promise<void> {
  if (Date.now() - Number(sessionStorage.getItem(key)) < tooSoon) return;
  const there = await fetch("/healthz", { cache: "no-store" }).then(
    ({ ok }) => ok,
    () => false,
  );
  if (!there) return;
  sessionStorage.setItem(key, String(Date.now()));
  saveEverything(true);
  window.location.reload();
}
