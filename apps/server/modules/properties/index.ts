/** Properties: what a ticket can be asked to carry. */
export { isProperty, missingProperties } from "./property.ts";
