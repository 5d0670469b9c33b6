/** Properties: what a ticket can be asked to carry, and what the form for a new one asks. */
export { missingOnForm } from "./form.ts";
export { isProperty, missingProperties } from "./property.ts";
