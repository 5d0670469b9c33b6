import { queryOptions } from "@tanstack/react-query";
import { readAttachedMail, readMessageCards } from "#contract/attached.ts";
import { call } from "./api.ts";

/** What came with a message never changes. */
const forever = { staleTime: Infinity } as const;

export const attachedQueries = {
  messageCards: (number: number, messageId: string) =>
    queryOptions({
      queryKey: ["attached", "cards", messageId],
      queryFn: () => call(readMessageCards, { number, messageId }),
      ...forever,
    }),

  attachedMail: (number: number, messageId: string, fileId: string, part: string | undefined) =>
    queryOptions({
      queryKey: ["attached", "mail", messageId, fileId, part ?? ""],
      queryFn: () =>
        call(readAttachedMail, { number, messageId, fileId, ...(part ? { part } : {}) }),
      ...forever,
    }),
};
