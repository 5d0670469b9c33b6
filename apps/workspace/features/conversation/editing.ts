import { type ComponentType, createContext } from "react";
import type { Message } from "#contract/messages.ts";

/** Where a comment is changed. It comes from outside: the editor is the composer's. */
export type CommentEditor = ComponentType<{ message: Message; onDone(): void; onAgain(): void }>;
export const CommentEditing = createContext<CommentEditor | null>(null);
