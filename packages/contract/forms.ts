import * as z from "zod";
import { noInput, operation } from "./operation.ts";

/** What the form for a new ticket can ask. The first three make a ticket, so they always stand on it. */
export const FormField = z.enum([
  "name",
  "pipeline",
  "status",
  "contacts",
  "company",
  "owner",
  "source",
  "priority",
  "category",
  "description",
  "resolution",
]);
export type FormField = z.infer<typeof FormField>;

/** A property that the desk defined, by its name. */
export const OwnField = z.templateLiteral(["property:", z.string().min(1).max(100)]);
const FieldName = z.union([FormField, OwnField]);
export type FieldName = z.infer<typeof FieldName>;

/** The property that a field of the form asks for, where the desk defined it; null for the others. */
export function ownField(name: string): string | null {
  return name.startsWith("property:") ? name.slice("property:".length) : null;
}

/** Fields that are always on the form and always required. */
export const alwaysAsked: readonly FormField[] = ["name", "pipeline", "status"];

export const CreateForm = z.object({
  /** In the order in which the panel shows them. */
  fields: z.array(z.object({ name: FieldName, required: z.boolean() })),
});
export type CreateForm = z.infer<typeof CreateForm>;

/** The form until somebody edits it. */
export const standardForm: CreateForm = {
  fields: [
    ...alwaysAsked.map((name) => ({ name, required: true })),
    ...(["contacts", "company", "owner", "source", "priority", "description"] as const).map(
      (name) => ({
        name,
        required: false,
      }),
    ),
  ],
};

export const readCreateForm = operation({
  method: "GET",
  path: "/api/v1/forms/create-ticket",
  does: "Reads which fields the panel for a new ticket shows, in which order, and which it requires.",
  needs: "service",
  scope: "tickets.read",
  input: noInput,
  output: CreateForm,
  refusals: [],
});

export const saveCreateForm = operation({
  method: "PUT",
  path: "/api/v1/forms/create-ticket",
  does: "Chooses, orders and requires the fields of the panel for a new ticket. What is not named is not shown.",
  needs: "settings",
  scope: "settings.write",
  input: z.object({
    fields: CreateForm.shape.fields
      .max(200)
      .refine(isOnce, "A field can stand on the form once.")
      .refine(isComplete, "Name, pipeline and status stay on the form, and required."),
  }),
  output: CreateForm,
  refusals: ["property_unknown"],
});

function isOnce(fields: CreateForm["fields"]): boolean {
  return new Set(fields.map(({ name }) => name)).size === fields.length;
}

function isComplete(fields: CreateForm["fields"]): boolean {
  return alwaysAsked.every((name) => fields.some((field) => field.name === name && field.required));
}
