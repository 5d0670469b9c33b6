/** Properties: what records can carry, their values, and what the form for a new ticket asks. */
export { recordsWithFile } from "./file.ts";
export { propertyTypes, unknownProperties } from "./definition.ts";
export { mergeValues, Taken, unmergeValues } from "./merge.ts";
export { missingOnForm } from "./form.ts";
export { missingProperties } from "./property.ts";
export { dayInWords, valuesInWords } from "./say.ts";
export { asText, fromText } from "./text.ts";
export {
  type Change as PropertyChange,
  changedValues,
  keepValues,
  missingByCondition,
  setValues,
  takeBack,
  valuesFor,
  valuesOf,
} from "./values.ts";
