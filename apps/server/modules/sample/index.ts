/** The beginning of an installation: its first desk, empty or with the sample team and its tickets. */
export { foundInstallation } from "./found.ts";
