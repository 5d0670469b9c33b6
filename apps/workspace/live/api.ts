import { type Client, createClient, Refused } from "#contract/client.ts";
import type { Problem, RefusalCode } from "#contract/refusals.ts";

const send = createClient({ baseUrl: "" });
const endings = new Set<() => void>();

/** The typed client of the public API; the workspace uses nothing else. */
export const call: Client = async (operation, input, options) => {
  try {
    return await send(operation, input, options);
  } catch (error) {
    if (isRefused(error, "signed_out")) for (const ended of endings) ended();
    throw error;
  }
};

export function isRefused<Code extends RefusalCode>(
  error: unknown,
  ...codes: Code[]
): error is Refused & { problem: Extract<Problem, { code: Code }> } {
  return (
    error instanceof Refused &&
    (codes.length === 0 || codes.some((code) => code === error.problem.code))
  );
}

export function problemOf(error: unknown): Problem | null {
  return error instanceof Refused ? error.problem : null;
}

/** Calls `ended` when the server says that nobody is signed in any more. Returns how to stop. */
export function onSessionEnd(ended: () => void): () => void {
  endings.add(ended);
  return () => endings.delete(ended);
}

/** Multipart upload of one file with progress 0…1; throws `Refused` like `call`. */
export function upload(
  file: Blob,
  name: string,
  at: {
    path: string;
    fields?: Record<string, string>;
    onProgress?: (part: number) => void;
    signal?: AbortSignal;
  },
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    for (const [key, value] of Object.entries(at.fields ?? {})) form.append(key, value);
    form.append("file", file, name);
    const request = new XMLHttpRequest();
    request.open("POST", at.path);
    request.responseType = "json";
    request.upload.addEventListener("progress", (step) =>
      at.onProgress?.(step.total ? step.loaded / step.total : 0),
    );
    request.addEventListener("error", () => reject(new TypeError("The network is away.")));
    request.addEventListener("abort", () =>
      reject(new DOMException("The upload was stopped.", "AbortError")),
    );
    request.addEventListener("load", () => {
      if (request.status < 300) return resolve(request.response);
      reject(new Refused(problemIn(request)));
    });
    at.signal?.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}

function problemIn(request: XMLHttpRequest): Problem {
  const body: unknown = request.response;
  if (typeof body === "object" && body !== null && "code" in body) return body as Problem;
  return {
    type: "about:blank",
    title: request.statusText,
    status: request.status,
    code: "crashed",
  };
}
