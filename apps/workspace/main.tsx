import "@fontsource-variable/inter/wght.css";
import "@mantine/core/styles.layer.css";
import "./shell/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import * as z from "zod";
import { App, nonce } from "./shell/App.tsx";
import { guessedLocale, speak } from "./shell/i18n.ts";
import { reloadWhenOutdated } from "./shell/outdated.ts";

/** A content security policy without `eval` is ours; zod would try to compile. */
z.config({ jitless: true });

/** What libraries put into the page by themselves carries the same nonce as ours. */
Object.assign(globalThis, { __webpack_nonce__: nonce });

reloadWhenOutdated();
const root = document.querySelector("#root");
if (!root) throw new Error("index.html has no #root.");
await speak(guessedLocale());
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
