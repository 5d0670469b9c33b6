import { useQuery } from "@tanstack/react-query";
import type { Session } from "#contract/people.ts";
import { queries } from "./queries.ts";

/** Who is signed in. Only for what is drawn behind sign-in; elsewhere ask `queries.session()`. */
export function useSession(): Session {
  const { data } = useQuery(queries.session());
  if (!data) throw new Error("Nobody is signed in.");
  return data;
}
