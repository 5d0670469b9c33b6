import { house } from "#testkit";
import { expect, test } from "vitest";

test("the API's document names everything that an upload must carry, in its order", async () => {
  const { app } = await house();
  const { body } = await app.inject({ method: "GET", url: "/api/openapi.json" });

  const { post } = JSON.parse(body).paths["/api/v1/mail/import"];
  const { schema } = post.requestBody.content["multipart/form-data"];
  expect(Object.keys(schema.properties)).toEqual(["channelId", "closed", "file"]);
  expect(schema.required).toEqual(["channelId", "file"]);
});
