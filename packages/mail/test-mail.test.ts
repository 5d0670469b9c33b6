import { expect, test } from "vitest";
import { readTestMark, testMarks } from "./test-mail.ts";

const signer = { deskId: "a desk", secret: Buffer.from("a secret") };
const testId = "019aca00-0000-7000-8000-000000000000";
const madeAt = new Date(0x019aca000000);
const days = (count: number) => new Date(madeAt.getTime() + count * 86_400_000);
const headers = new Map<string, string[]>();

test("a test mail is known by its id for a week, and then no more", () => {
  const { messageId } = testMarks(testId, "acme.example", signer);
  expect(readTestMark({ messageId, headers }, signer, days(6))).toBe(testId);
  expect(readTestMark({ messageId, headers }, signer, days(8))).toBeNull();
});
