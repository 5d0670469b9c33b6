import { useMantineColorScheme } from "@mantine/core";
import { useEffect } from "react";
import { useSession } from "../live/session.ts";
import { readTimesIn } from "../kit/zone.ts";
import { speak } from "./i18n.ts";

/** Language, time zone and theme as the signed-in user chose them, also on a device that is new to them. */
export function usePreferences(): void {
  const { locale, theme, timeZone } = useSession().preferences;
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (locale) void speak(locale);
  }, [locale]);
  useEffect(() => readTimesIn(timeZone), [timeZone]);
  useEffect(() => setColorScheme(theme === "system" ? "auto" : theme), [theme, setColorScheme]);
}
