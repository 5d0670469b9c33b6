import { useLingui } from "@lingui/react/macro";
import { MailType } from "#contract/spam.ts";

/** Types of mail that a rule may speak of, in words. */
export function useMailTypes(): (type: string) => string {
  const { t } = useLingui();
  const names: Record<MailType, string> = {
    automatic: t`Automatic mail`,
    marketing: t`Newsletters and marketing`,
    role: t`Role addresses such as info@ or sales@`,
  };
  return (type) => {
    const known = MailType.safeParse(type);
    return known.success ? names[known.data] : type;
  };
}
