import { PasswordInput } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import type { ComponentProps } from "react";
import { strengthOf } from "./strength.ts";
import look from "./NewPassword.module.css";

type Props = ComponentProps<typeof PasswordInput> & { value: string; known?: string[] };

/** A field for a password that is being chosen: says in words what is still missing. */
export function NewPassword({ value, known, error, ...rest }: Props) {
  const { t, i18n } = useLingui();
  const strength = strengthOf(value, known);
  return (
    <div>
      <PasswordInput
        autoComplete="new-password"
        visibilityToggleButtonProps={{ "aria-label": t`Show or hide the password`, tabIndex: 0 }}
        value={value}
        error={error}
        {...rest}
      />
      <p className={look.says} data-tone={strength.tone} role="status">
        {i18n._(strength.says)}
      </p>
    </div>
  );
}
