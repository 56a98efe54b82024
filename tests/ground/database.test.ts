import { describe, expect, test } from "vitest";
import { startAgain } from "../../workers/supervisor/database";

describe("a PostgreSQL of ours that ended", () => {
  test("is started again until it comes up, and says once why it does not", async () => {
    const said: string[] = [];
    const attempts = ["disk full", "disk full", "port taken"];
    const start = async () => {
      const problem = attempts.shift();
      if (problem !== undefined) throw new Error(problem);
      return "up";
    };
    expect(
      await startAgain(
        start,
        () => false,
        (text) => said.push(text),
      ),
    ).toBe("up");
    expect(said).toEqual(["PostgreSQL does not start: disk full", "PostgreSQL does not start: port taken"]);
  });

  test("is given up without a word when the system is stopping", async () => {
    let tries = 0;
    const start = async () => {
      tries += 1;
      throw new Error("being stopped");
    };
    expect(
      await startAgain(
        start,
        () => tries > 0,
        () => undefined,
      ),
    ).toBeUndefined();
    expect(tries).toBe(1);
  });
});
