/** OpenAPI 3.1 from the contract: the same values that validate. */
import * as z from "zod";
import { operations } from "#contract/index.ts";
import { type Operation, scopes } from "#contract/operation.ts";
import { doorRefusals, type RefusalCode, refusals } from "#contract/refusals.ts";

type Json = Record<string, unknown>;

export function openApi(at: { url: string; version: string }): Json {
  const paths: Record<string, Json> = {};
  for (const { name, room, operation } of operations) {
    const path = (paths[operation.path] ??= {});
    path[operation.method.toLowerCase()] = describe(name, room, operation);
  }
  return {
    openapi: "3.1.1",
    info: {
      title: "Sportello",
      version: at.version,
      description: "The API of the help desk. The workspace uses nothing else.",
    },
    servers: [{ url: at.url }],
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: {
        token: { type: "http", scheme: "bearer", description: `Scopes: ${scopes.join(", ")}` },
      },
    },
  };
}

function describe(name: string, room: string, operation: Operation): Json {
  const { properties, required } = schemaOf(operation.input);
  const inPath = new Set([...operation.path.matchAll(/\{(\w+)\}/g)].map(([, key]) => key ?? ""));
  const asQuery = operation.method === "GET" || operation.method === "DELETE";
  const outside = Object.entries(properties).filter(([key]) => inPath.has(key) || asQuery);
  const inside = Object.entries(properties).filter(([key]) => !inPath.has(key) && !asQuery);
  return {
    operationId: name,
    tags: [room],
    summary: operation.does,
    description: rightsOf(operation),
    ...(operation.needs === "nobody" ? { security: [] } : {}),
    parameters: outside.map(([key, schema]) => ({
      name: key,
      in: inPath.has(key) ? "path" : "query",
      required: inPath.has(key) || required.includes(key),
      schema,
    })),
    ...bodyOf(operation, inside, required),
    responses: responsesOf(operation),
  };
}

function schemaOf(input: z.ZodObject): {
  properties: Record<string, Json>;
  required: string[];
} {
  const schema = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as Json;
  return {
    properties: (schema["properties"] ?? {}) as Record<string, Json>,
    required: (schema["required"] ?? []) as string[],
  };
}

function bodyOf(operation: Operation, inside: [string, Json][], required: string[]): Json {
  if (operation.carries === "upload") {
    const { properties, required: named } = schemaOf(operation.fields ?? z.object({}));
    const file = { type: "string", format: "binary" };
    const form = {
      type: "object",
      properties: { ...properties, file },
      required: [...named, "file"],
    };
    return {
      requestBody: { required: true, content: { "multipart/form-data": { schema: form } } },
    };
  }
  if (operation.carries === "mail") {
    const mail = { schema: { type: "string", format: "binary" } };
    const form = { schema: { type: "object" } };
    return {
      requestBody: {
        required: true,
        content: { "message/rfc822": mail, "multipart/form-data": form },
      },
    };
  }
  if (inside.length === 0) return {};
  const keys = inside.map(([key]) => key).filter((key) => required.includes(key));
  const schema = {
    type: "object",
    properties: Object.fromEntries(inside),
    ...(keys.length > 0 ? { required: keys } : {}),
  };
  return {
    requestBody: { required: keys.length > 0, content: { "application/json": { schema } } },
  };
}

function responsesOf(operation: Operation): Json {
  const refused = [...new Set<RefusalCode>([...operation.refusals, ...doorRefusals])];
  const byStatus = Map.groupBy(refused, (code) => refusals[code].status);
  return {
    [operation.status]: success(operation),
    ...Object.fromEntries([...byStatus].map(([status, codes]) => [status, refusal(codes)])),
  };
}

function success(operation: Operation): Json {
  if (operation.status === 204) return { description: "Done." };
  if (operation.carries === "download")
    return { description: "The bytes.", content: { "*/*": {} } };
  if (operation.carries === "socket")
    return { description: "The socket is open: messages as LiveMessage and LiveSignal." };
  const schema = z.toJSONSchema(operation.output, { io: "output", unrepresentable: "any" }) as Json;
  delete schema["$schema"];
  return { description: "Done.", content: { "application/json": { schema } } };
}

function refusal(codes: RefusalCode[]): Json {
  const description = codes.map((code) => `\`${code}\`: ${refusals[code].says}`).join("\n\n");
  const schema = {
    type: "object",
    properties: { code: { enum: codes }, title: { type: "string" }, status: { type: "integer" } },
  };
  return { description, content: { "application/problem+json": { schema } } };
}

function rightsOf(operation: Operation) {
  const who = {
    nobody: "Anybody.",
    account: "Any signed-in user.",
    service: "Users with Service or Sales access.",
    settings: "Users with Super Admin or Account Access.",
    super_admin: "Users with Super Admin.",
  }[operation.needs];
  const scope =
    operation.needs === "nobody"
      ? ""
      : operation.scope
        ? ` Token scope: ${scopesOf(operation)}.`
        : " Browser sessions only.";
  return who + scope;
}

function scopesOf({ scope, orScope }: Operation): string {
  return [scope, orScope].flatMap((one) => (one ? [`\`${one}\``] : [])).join(" or ");
}
