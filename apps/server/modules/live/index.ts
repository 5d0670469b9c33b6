export { startHub } from "./hub.ts";
export { mountSocket } from "./socket.ts";
