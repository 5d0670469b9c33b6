/** Deals: what may be sold, to whom, with the tickets it is about. */
export { type DealDetails, dealOfTicket } from "./details.ts";
export { readDeal, ticketsOfDeal } from "./read.ts";
export { seedDeals } from "./seed.ts";
