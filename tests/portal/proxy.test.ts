import { NextRequest } from "next/server";
import { describe, expect, it } from "vitest";
import { proxy } from "../../proxy";

const SITE = "https://portal.example";

function answer(method: string, headers: Record<string, string> = {}): Response {
  return proxy(
    new NextRequest(`${SITE}/sign-in`, { method, headers: { host: "portal.example", ...headers } }),
  );
}

describe("what stands before every page", () => {
  it("lets no script run but those that the page was sent with, with a nonce a request", () => {
    const policies = [answer("GET"), answer("GET")].map(({ headers }) =>
      headers.get("content-security-policy"),
    );
    const nonces = policies.map(
      (policy) => /script-src 'self' 'nonce-([^']+)' 'strict-dynamic';/.exec(policy ?? "")?.[1],
    );
    expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
    expect(nonces[0]).not.toBe(nonces[1]);
    for (const policy of policies) {
      expect(policy).not.toContain("unsafe");
      for (const part of [
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
      ]) {
        expect(policy).toContain(part);
      }
    }
  });

  it("lets nobody keep a copy of a page", () => {
    expect(answer("GET").headers.get("cache-control")).toContain("no-store");
  });

  it("passes a form of our own on", () => {
    expect(answer("POST", { origin: SITE }).status).toBe(200);
    expect(
      answer("POST", { origin: "https://outside.example", "x-forwarded-host": "outside.example" }).status,
    ).toBe(200);
  });

  it.each([
    [{}],
    [{ origin: "null" }],
    [{ origin: "https://elsewhere.example" }],
    [{ origin: "https://portal.example.elsewhere.example" }],
    [{ origin: "https://portal.example:8443" }],
    [{ origin: "portal.example" }],
  ])("refuses a form of another site: %j", (headers) => {
    for (const method of ["POST", "PUT", "DELETE"]) expect(answer(method, headers).status).toBe(403);
  });

  it("says that a form is too large before Next breaks off", async () => {
    const response = answer("POST", { origin: SITE, "content-length": "1048577" });
    expect(response.status).toBe(413);
    expect(await response.text()).toMatch(/too large/);
  });
});
