import { useLingui } from "@lingui/react/macro";
import { Came } from "#contract/tickets.ts";
import { Picker } from "../../kit/Picker.tsx";
import { useSourceNames } from "../../kit/sources.ts";

/** How the customer came; by hand, unless it is said. */
export function SourceField({
  value,
  onChange,
}: {
  value: Came | null;
  onChange: (source: Came | null) => void;
}) {
  const { t } = useLingui();
  const nameOf = useSourceNames();
  return (
    <Picker
      label={t`Source`}
      look="field"
      value={value ?? "manual"}
      options={(["manual", ...Came.options] as const).map((one) => ({
        value: one,
        label: nameOf(one),
      }))}
      onPick={(picked) => onChange(Came.nullable().catch(null).parse(picked))}
    >
      <span>{nameOf(value ?? "manual")}</span>
    </Picker>
  );
}
