export { type Answer, desk, type Letter, type Person, type TestDesk } from "./desk.ts";
export { house, noNameServer, openHouse, rowsOf, type TestHouse, waiting } from "./house.ts";
