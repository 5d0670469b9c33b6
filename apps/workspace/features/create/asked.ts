import { type CreateForm, FormField, ownField } from "#contract/forms.ts";
import { isRequired, isShown, type Property } from "#contract/properties.ts";
import type { Values } from "./values.ts";

type Fields = CreateForm["fields"];

/** All properties by name, as the form has them. */
function valuesIn({ own, ...others }: Values): Record<string, unknown> {
  return { ...others, ...own };
}

/**
 * What the form asks now: the fields of the desk's form without those that a condition hides, and with those that
 * a condition or the chosen status (`demanded`) requires, also where the form did not have them.
 */
export function fieldsFor(
  fields: Fields,
  values: Values,
  { known, demanded }: { known: readonly Property[]; demanded: readonly string[] },
): Fields {
  const all = valuesIn(values);
  const isAsked = (one: Property) => isRequired(one, all) || demanded.includes(one.name);
  const asked = fields.flatMap((field): Fields => {
    const property = known.find(({ name }) => name === (ownField(field.name) ?? field.name));
    if (!property) return ownField(field.name) ? [] : [field];
    if (!isShown(property, all)) return [];
    return [{ ...field, required: field.required || isAsked(property) }];
  });
  const there = new Set<string>(asked.map(({ name }) => name));
  const added = known.filter(isAsked).flatMap(({ name, builtIn }): Fields => {
    const field = builtIn ? FormField.safeParse(name).data : (`property:${name}` as const);
    return field ? [{ name: field, required: true }] : [];
  });
  return [...asked, ...added.filter(({ name }) => !there.has(name))];
}
