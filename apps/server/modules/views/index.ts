/** Views: the lists of tickets that agents work from. */
export { filterOf, viewsFor } from "./view.ts";
