import { Checkbox, MultiSelect, Select } from "@mantine/core";
import { useLingui } from "@lingui/react/macro";
import type { Condition, Property } from "#contract/properties.ts";
import { usePropertyNames } from "../../kit/property-names.ts";
import look from "./fields.module.css";

type Props = {
  condition: Condition | null;
  /** Properties that are choices. */
  choices: readonly Property[];
  onChange: (condition: Condition | null) => void;
  error: string | undefined;
};

/** On what another property says, this one is shown or required. */
export function ConditionFields({ condition, choices, onChange, error }: Props) {
  const { t } = useLingui();
  const nameOf = usePropertyNames();
  const controlling = choices.find(({ name }) => name === condition?.property);
  const change = (to: Partial<Condition>) => condition && onChange({ ...condition, ...to });
  return (
    <>
      <Select
        label={t`Depends on`}
        description={t`A choice whose value decides whether this property is shown or required.`}
        placeholder={t`Nothing: it is always shown`}
        clearable
        data={choices.map((one) => ({ value: one.name, label: nameOf(one.name, one) }))}
        value={condition?.property ?? null}
        error={error}
        onChange={(property) =>
          onChange(property ? { property, values: [], shows: true, requires: false } : null)
        }
      />
      {condition ? (
        <>
          <MultiSelect
            label={t`When it is`}
            data={(controlling?.options ?? []).map(({ value, label }) => ({ value, label }))}
            value={condition.values}
            onChange={(values) => change({ values })}
          />
          <div className={look.panel}>
            <Checkbox
              label={t`Shown only then`}
              checked={condition.shows}
              onChange={(event) => change({ shows: event.currentTarget.checked })}
            />
            <Checkbox
              label={t`Required then`}
              checked={condition.requires}
              onChange={(event) => change({ requires: event.currentTarget.checked })}
            />
          </div>
        </>
      ) : null}
    </>
  );
}
