import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { get, type Stack, startStack } from "./stack";

let stack: Stack;
// biome-ignore lint/suspicious/noExplicitAny: a document of any shape, walked through below
let document: any;

beforeAll(async () => {
  stack = await startStack();
  document = (await get(`${stack.url}/openapi.json`)).body;
});
afterAll(() => stack.stop());

/** Every schema of the document, with the path that leads to it. */
function* nodes(value: unknown, path: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== "object" || value === null) return;
  if (!Array.isArray(value)) yield [path, value as Record<string, unknown>];
  for (const [key, inner] of Object.entries(value)) yield* nodes(inner, `${path}/${key}`);
}

describe("the OpenAPI document", () => {
  it("is 3.1 and describes every route with its own id", () => {
    expect(document.openapi).toBe("3.1.0");
    expect(Object.keys(document.paths).sort()).toEqual([
      "/healthz",
      "/problems/{code}",
      "/readyz",
      "/v1/collections",
      "/v1/collections/{collection_id}",
      "/v1/collections/{collection_id}/subjects",
      "/v1/collections/{collection_id}/subjects/{subject_id}",
      "/v1/collections/{collection_id}/subjects/{subject_id}/faces",
      "/v1/collections/{collection_id}/subjects/{subject_id}/faces/{face_id}",
      "/v1/consents",
      "/v1/consents/{consent_id}",
      "/v1/consents/{consent_id}/withdraw",
      "/v1/detect",
      "/v1/erasures",
      "/v1/erasures/{erasure_id}",
      "/v1/grant",
      "/v1/identify",
      "/v1/jobs",
      "/v1/jobs/{id}",
      "/v1/jobs/{id}/events",
      "/v1/keys/{key_id}/rotate",
      "/v1/leads",
      "/v1/leads/{lead_id}",
      "/v1/leads/{lead_id}/reviews",
      "/v1/leaks",
      "/v1/ledger/bundle",
      "/v1/ledger/checkpoint",
      "/v1/ledger/consistency",
      "/v1/ledger/cosignatures",
      "/v1/ledger/entries/{index}",
      "/v1/ledger/proof/{index}",
      "/v1/ledger/witnesses",
      "/v1/models",
      "/v1/usage",
      "/v1/verify",
      "/v1/webhook_endpoints",
      "/v1/webhook_endpoints/{endpoint_id}",
      "/v1/webhook_endpoints/{endpoint_id}/deliveries",
      "/v1/webhook_endpoints/{endpoint_id}/deliveries/{delivery_id}/replay",
      "/v1/webhook_endpoints/{endpoint_id}/rotate_secret",
      "/v1/webhook_endpoints/{endpoint_id}/test",
    ]);
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path as object).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain(undefined);
  });

  it("has no reference that leads nowhere", () => {
    for (const [path, { $ref }] of nodes(document, "#")) {
      if (typeof $ref !== "string") continue;
      const target = $ref
        .slice(2)
        .split("/")
        .reduce(
          (at: Record<string, unknown> | undefined, key) => at?.[key] as Record<string, unknown>,
          document,
        );
      expect(target, `${$ref} in ${path}`).toBeDefined();
    }
  });

  it("describes pictures in all three forms, and closed bodies", () => {
    const { content } = document.paths["/v1/detect"].post.requestBody;
    expect(Object.keys(content).sort()).toEqual([
      "application/json",
      "image/jpeg",
      "image/png",
      "image/webp",
      "multipart/form-data",
    ]);
    expect(content["multipart/form-data"].schema.properties.image).toMatchObject({
      type: "string",
      format: "binary",
    });
    for (const path of ["/v1/detect", "/v1/verify"]) {
      expect(
        document.paths[path].post.requestBody.content["application/json"].schema.additionalProperties,
      ).toBe(false);
    }
  });

  it("gives every refusal as a problem document, and asks for a key everywhere but where it is public", () => {
    for (const [path, methods] of Object.entries<Record<string, unknown>>(document.paths)) {
      for (const operation of Object.values(methods) as { responses: object; security?: unknown[] }[]) {
        for (const [status, response] of Object.entries(operation.responses)) {
          if (/^[123]/.test(status)) continue;
          expect(Object.keys(response.content), `${path} ${status}`).toEqual(["application/problem+json"]);
        }
        const isPublic = /^\/(healthz|readyz|problems|v1\/ledger|v1\/leaks)/.test(path);
        expect(operation.security?.length === 0, path).toBe(isPublic);
      }
    }
  });

  it("has no field for emotion, gender, age, race, belief, orientation or an embedding", () => {
    const never =
      /emotion|gender|\bsex\b|\bage\b|race|ethnic|belief|religio|orientation|embedding|descriptor|template$/i;
    for (const [path, schema] of nodes(document, "#")) {
      const names = [
        ...Object.keys((schema.properties as object | undefined) ?? {}),
        ...((schema.enum as unknown[] | undefined) ?? []).map(String),
      ];
      expect(
        names.filter((name) => never.test(name.replaceAll("_", " "))),
        path,
      ).toEqual([]);
    }
  });
});

describe("the reference page", () => {
  it("is served with its style and fonts, from this host alone", async () => {
    const page = await get(`${stack.url}/docs/`);
    expect([page.status, page.type]).toEqual([200, expect.stringContaining("text/html")]);
    const policy = page.headers.get("content-security-policy") ?? "";
    expect(policy).not.toMatch(/https?:/);
    for (const asset of [
      "/docs/static/theme/docs.css",
      "/docs/static/swagger-ui-bundle.js",
      "/docs-fonts/inter.woff2",
    ]) {
      expect((await get(`${stack.url}${asset}`)).status, asset).toBe(200);
    }
  });
});
