import { useLingui } from "@lingui/react/macro";
import type { PropertyType } from "#contract/properties.ts";

export function useTypeNames(): Record<PropertyType, string> {
  const { t } = useLingui();
  return {
    text: t`Text`,
    longText: t`Long text`,
    number: t`Number`,
    date: t`Date`,
    dateTime: t`Date and time`,
    choice: t`Single choice`,
    multiChoice: t`Multiple choice`,
    checkbox: t`Yes or no`,
    user: t`User`,
    phone: t`Phone number`,
    url: t`Web address`,
    file: t`File`,
  };
}
