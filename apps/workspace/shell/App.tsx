import { i18n } from "@lingui/core";
import { I18nProvider } from "@lingui/react";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { cache } from "../live/cache.ts";
import { router } from "./routes.tsx";
import { theme, variables } from "./theme.ts";
import { Tips } from "./Tips.tsx";
import { Toasts } from "./Toasts.tsx";

const schemes = localStorageColorSchemeManager({ key: "sp.scheme" });
/** The server gives each answer a fresh one; styles made in the browser must carry it. */
export const nonce =
  document.querySelector<HTMLMetaElement>("meta[property=csp-nonce]")?.nonce ?? "";

export function App() {
  return (
    <QueryClientProvider client={cache}>
      <I18nProvider i18n={i18n}>
        <MantineProvider
          theme={theme}
          cssVariablesResolver={variables}
          colorSchemeManager={schemes}
          defaultColorScheme="auto"
          getStyleNonce={() => nonce}
        >
          <RouterProvider router={router} />
          <Toasts />
          <Tips />
        </MantineProvider>
      </I18nProvider>
    </QueryClientProvider>
  );
}
