import { describe, expect, test } from "vitest";
import { readSettings } from "../../workers/supervisor/settings";

const BASE = { COUNTERSIGN_DATA: "/somewhere/data" };

describe("the settings of a start", () => {
  test("without any are a demo on the usual ports with a database of its own", () => {
    expect(readSettings([], BASE)).toMatchObject({
      mode: "demo",
      portalPort: 3000,
      gatewayPort: 4000,
      portalUrl: "http://127.0.0.1:3000",
      databaseUrl: undefined,
      dataFolder: "/somewhere/data",
      fresh: false,
      dev: false,
    });
    expect(readSettings([], BASE).recognitionProcesses).toBeLessThanOrEqual(4);
  });

  test("take flags and variables", () => {
    const variables = {
      ...BASE,
      COUNTERSIGN_MODE: "production",
      PORTAL_PORT: "81",
      RECOGNITION_PROCESSES: "7",
    };
    expect(readSettings(["--fresh", "--dev"], variables)).toMatchObject({
      mode: "production",
      portalPort: 81,
      recognitionProcesses: 7,
      fresh: true,
      dev: true,
    });
  });

  test("name the address at which the API can be called", () => {
    const urlFor = (host: string) => readSettings([], { ...BASE, LISTEN_HOST: host }).gatewayUrl;
    expect(urlFor("")).toBe("http://127.0.0.1:4000");
    expect(urlFor("0.0.0.0")).toBe("http://127.0.0.1:4000");
    expect(urlFor("::1")).toBe("http://[::1]:4000");
    expect(urlFor("10.0.0.5")).toBe("http://10.0.0.5:4000");
  });

  test.each([
    [["--frehs"], {}, /--frehs is not a flag/],
    [["--fresh"], { DATABASE_URL: "postgresql://host/db" }, /--fresh empties the data folder only/],
    [[], { PORTAL_PORT: "eighty" }, /PORTAL_PORT/],
    [[], { PORTAL_PORT: "4000" }, /must differ/],
    [[], { COUNTERSIGN_MODE: "prod" }, /COUNTERSIGN_MODE/],
    [[], { RECOGNITION_PROCESSES: "0" }, /RECOGNITION_PROCESSES must be/],
    [[], { RECOGNITION_PROCESSES: "many" }, /RECOGNITION_PROCESSES must be/],
    [[], { RECOGNITION_RUNTIME: "cuda" }, /RECOGNITION_RUNTIME/],
    [[], { CALIBRATION_FILE: "/nowhere/c.json" }, /CALIBRATION_FILE \/nowhere\/c\.json cannot be read/],
  ])("%j with %j is refused in words", (flags, variables, words) => {
    expect(() => readSettings(flags, { ...BASE, ...variables })).toThrow(words);
  });
});
