import { describe, expect, test } from "vitest";
import { nodeVersionProblem } from "../../bin/node-version.mjs";

describe("the Node that starts us", () => {
  test.each(["20.19.0", "20.20.2", "22.12.0", "22.20.1", "24.0.0", "25.3.0"])("%s will do", (version) => {
    expect(nodeVersionProblem(version)).toBeUndefined();
  });

  test.each(["14.21.3", "18.20.8", "20.18.9", "21.7.3", "22.11.0", "23.11.0"])(
    "%s is refused with what to do about it",
    (version) => {
      const problem = nodeVersionProblem(version);
      expect(problem).toContain(`Node ${version} is too old`);
      expect(problem).toContain("nodejs.org");
    },
  );
});
