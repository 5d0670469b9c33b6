import { useLingui } from "@lingui/react/macro";

/** The kinds of records, with the address of their list and of one of them. */
export const places = {
  contacts: { list: "/contacts", one: "/contacts/$id", doubles: "/contacts/doubles" },
  companies: { list: "/companies", one: "/companies/$id", doubles: "/companies/doubles" },
  deals: { list: "/deals", one: "/deals/$id", doubles: null },
} as const;
export type Kind = keyof typeof places;
export const kinds = ["contacts", "companies", "deals"] as const satisfies readonly Kind[];

export function useKindNames(): Record<Kind, string> {
  const { t } = useLingui();
  return { contacts: t`Contacts`, companies: t`Companies`, deals: t`Deals` };
}
