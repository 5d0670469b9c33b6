/** Deals: what may be sold, to whom, with the tickets it is about. */
export { readDeal } from "./read.ts";
