/** A desk that has just been started. */
import * as z from "zod";
import { Email, Line, Locale } from "./common.ts";
import { noInput, operation } from "./operation.ts";
import { Password, Session } from "./people.ts";

export const readSetup = operation({
  method: "GET",
  path: "/api/v1/setup",
  does: "Says that the desk waits to be set up. Answers 404 for ever afterwards.",
  needs: "nobody",
  input: noInput,
  output: z.object({ needed: z.literal(true) }),
  refusals: ["setup_done"],
});

export const setUp = operation({
  method: "POST",
  path: "/api/v1/setup",
  does: "Founds the desk and its owner, and signs the owner in.",
  needs: "nobody",
  input: z.object({
    deskName: Line(100),
    name: Line(100),
    email: Email,
    password: Password,
    sample: z.boolean().default(false),
    locale: Locale.default("en"),
    timeZone: z.string().max(60).optional(),
  }),
  output: Session,
  refusals: ["setup_done", "password_weak"],
});
