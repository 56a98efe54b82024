import { describe, expect, test } from "vitest";
import { eraseAll } from "../../workers/caretaker/retention";

describe("what is over", () => {
  test("goes kind by kind, and one that fails keeps no other from going", async () => {
    let photographs = 3;
    const sweeps = {
      answers: async () => {
        throw new Error("a row that cannot be read");
      },
      pictures: async () => {
        const gone = photographs;
        photographs = 0;
        return gone;
      },
    };
    await expect(eraseAll(sweeps)).rejects.toMatchObject({
      errors: [{ message: "a row that cannot be read" }],
    });
    expect(photographs).toBe(0);
    expect(await eraseAll({ pictures: sweeps.pictures })).toEqual({ pictures: 0 });
  });
});
