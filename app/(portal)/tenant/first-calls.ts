/** The first call as one would type it, in three languages. */
export function firstCalls(gatewayUrl: string, key: string): { label: string; code: string }[] {
  return [
    {
      label: "curl",
      code: `curl ${gatewayUrl}/v1/verify \\
  -H "Authorization: Bearer ${key}" \\
  -H "Idempotency-Key: $(uuidgen)" \\
  -F source=@one.jpg -F target=@other.jpg`,
    },
    {
      label: "TypeScript",
      code: `import { openAsBlob } from "node:fs";

const form = new FormData();
form.set("source", await openAsBlob("one.jpg"));
form.set("target", await openAsBlob("other.jpg"));
const response = await fetch("${gatewayUrl}/v1/verify", {
  method: "POST",
  headers: { Authorization: "Bearer ${key}", "Idempotency-Key": crypto.randomUUID() },
  body: form,
});
const { match, similarity } = await response.json();`,
    },
    {
      label: "Python",
      code: `import requests, uuid

answer = requests.post(
    "${gatewayUrl}/v1/verify",
    headers={"Authorization": "Bearer ${key}", "Idempotency-Key": str(uuid.uuid4())},
    files={"source": open("one.jpg", "rb"), "target": open("other.jpg", "rb")},
).json()
print(answer["match"], answer["similarity"])`,
    },
  ];
}
