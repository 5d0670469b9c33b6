/** What the examination says of one part: how it stands, in one sentence. */
export type Finding = { state: "well" | "warn" | "wrong"; what: string; detail: string };
