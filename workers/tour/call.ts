import { randomUUID } from "node:crypto";
import { z } from "zod";
import { problemParts, problemWords } from "./problem-words";

const answer = z.looseObject({
  id: z.string().optional(),
  status: z.union([z.string(), z.number()]).optional(),
  ...problemParts,
  match: z.boolean().optional(),
  similarity: z.number().optional(),
  decision_id: z.string().optional(),
});

export type Answer = { httpStatus: number; body: z.infer<typeof answer>; decision: string | null };

/** What came back, for a tour that expected something else. */
export function inWords({ httpStatus, body }: Answer): string {
  if (httpStatus >= 400) return problemWords(httpStatus, body);
  const { status, match, similarity } = body;
  const verdict = match === undefined ? "" : `: ${match ? "match" : "no match"}, similarity ${similarity}`;
  return `the API answered ${httpStatus}, ${status ?? "without a status"}${verdict}`;
}

/** `POST /v1/verify` with two photographs, as the first call of the reference shows it. */
export async function verifyPair(
  gatewayUrl: string,
  key: string,
  [source, target]: readonly [Uint8Array, Uint8Array],
): Promise<Answer> {
  const form = new FormData();
  form.set("source", new Blob([new Uint8Array(source)]), "source.jpg");
  form.set("target", new Blob([new Uint8Array(target)]), "target.jpg");
  const response = await fetch(`${gatewayUrl}/v1/verify`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "idempotency-key": randomUUID() },
    body: form,
  });
  return {
    httpStatus: response.status,
    body: answer.parse(await response.json()),
    decision: response.headers.get("countersign-decision"),
  };
}
