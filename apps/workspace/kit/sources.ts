import { useLingui } from "@lingui/react/macro";
import type { Source } from "#contract/common.ts";

/** How a ticket came to be, in words. */
export function useSourceNames(): (source: Source) => string {
  const { t } = useLingui();
  const names: Record<Source, string> = {
    email: t`E-mail`,
    form: t`Form`,
    chat: t`Chat`,
    call: t`Call`,
    manual: t`By hand`,
    api: t`API`,
    import: t`Import`,
  };
  return (source) => names[source];
}
