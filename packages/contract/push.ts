import * as z from "zod";
import { Id, isStorable, Moment } from "./common.ts";
import { noInput, nothing, operation } from "./operation.ts";

/** A browser that shows what I am told of while the workspace is closed. */
export const PushDevice = z.object({
  id: Id,
  /** What it calls itself. */
  agent: z.string(),
  /** Shows neither names nor words, for screens that others see. */
  private: z.boolean(),
  /** It is this session's. */
  here: z.boolean(),
  createdAt: Moment,
  sentAt: Moment.nullable(),
});
export type PushDevice = z.infer<typeof PushDevice>;

const base64url = (min: number, max: number) =>
  z
    .string()
    .min(min)
    .max(max)
    .regex(/^[\w-]+=*$/);

export const readPush = operation({
  method: "GET",
  path: "/api/v1/notifications/push",
  does: "Reads the key by which a browser subscribes to this desk, and which browsers of mine do.",
  needs: "service",
  input: noInput,
  output: z.object({ publicKey: z.string(), devices: z.array(PushDevice) }),
  refusals: [],
});

export const subscribePush = operation({
  method: "PUT",
  path: "/api/v1/notifications/push/subscription",
  does: "Has this browser shown what I am told of, until this session ends. The same endpoint again changes it.",
  needs: "service",
  input: z.object({
    /** From the browser's `PushSubscription`. */
    endpoint: z.url().max(2000).refine(isStorable),
    p256dh: base64url(80, 120),
    auth: base64url(16, 40),
    private: z.boolean().default(false),
  }),
  output: PushDevice,
  refusals: ["push_endpoint_refused"],
});

export const unsubscribePush = operation({
  method: "DELETE",
  path: "/api/v1/notifications/push/devices/{id}",
  does: "Sends nothing more to a browser of mine.",
  needs: "service",
  input: z.object({ id: Id }),
  output: nothing,
  refusals: ["push_device_not_found"],
});
