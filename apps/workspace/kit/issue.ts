import { msg, plural } from "@lingui/core/macro";
import type { MessageDescriptor } from "@lingui/core";
import { useLingui } from "@lingui/react/macro";
import type * as z from "zod";

/** Says in the user's language why a field is not as the contract asks. */
export function useSayIssue() {
  const { i18n } = useLingui();
  return (issue: z.core.$ZodIssue, given: unknown) =>
    i18n._(given === "" ? msg`Fill this in.` : sentence(issue));
}

function sentence(issue: z.core.$ZodIssue): MessageDescriptor {
  if (issue.code === "too_small") return tooSmall(issue);
  if (issue.code === "too_big") return tooBig(issue);
  if (issue.code === "invalid_format") return badForm(issue.format);
  if (issue.code === "invalid_type")
    return issue.expected === "int" ? msg`Use a whole number.` : msg`Fill this in.`;
  return msg`This cannot be kept. Please change it.`;
}

function badForm(format: string): MessageDescriptor {
  if (format === "email") return msg`This is not an e-mail address.`;
  return msg`This does not have the expected form.`;
}

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): MessageDescriptor {
  if (origin === "array") return msg`Choose at least one.`;
  if (origin === "string") return msg`Fill this in.`;
  return msg`Use a number of at least ${Number(minimum)}.`;
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): MessageDescriptor {
  const most = Number(maximum);
  if (origin !== "string") return msg`Use a number of at most ${most}.`;
  return msg({
    message: plural(most, {
      one: "Shorten this to # character.",
      other: "Shorten this to # characters.",
    }),
  });
}
