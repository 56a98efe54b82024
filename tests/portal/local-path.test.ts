import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localPath } from "../../app/_edge/local-path";

const SITE = "https://portal.example";

describe("where the sign-in page leads to", () => {
  it.each(["/applications", "/review/app_1?factor=F05#why", "/"])(
    "follows a path of this site: %s",
    (path) => {
      expect(localPath(path, "/home")).toBe(path);
    },
  );

  it.each([
    undefined,
    "",
    "applications",
    "https://elsewhere.example/",
    "//elsewhere.example/",
    "/\\elsewhere.example/",
    "/\t/elsewhere.example/",
    "/\n/elsewhere.example/",
    "/.//elsewhere.example/",
    "/..//elsewhere.example/",
    "/%2e//elsewhere.example/",
    "javascript:alert(1)",
    "\\\\elsewhere.example",
  ])("never leaves it: %j", (wanted) => {
    expect(localPath(wanted, "/home")).toBe("/home");
  });

  it("stays on the site whatever is asked, as a browser reads the answer", () => {
    const nasty = fc.string({
      unit: fc.constantFrom("/", "\\", ".", "\t", "\n", "%2f", "@", ":", "a", "?", "#"),
    });
    fc.assert(
      fc.property(nasty, (tail) => {
        expect(new URL(localPath(`/${tail}`, "/home"), SITE).origin).toBe(SITE);
      }),
      { numRuns: 2_000 },
    );
  });
});
