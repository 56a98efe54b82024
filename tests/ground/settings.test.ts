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

  test("that are blank count as not given", () => {
    const blank = {
      PORTAL_PORT: "",
      METRICS_PORT: " ",
      LOG_LEVEL: "",
      DATABASE_POOL: "",
      RECOGNITION_RUNTIME: "",
    };
    expect(readSettings([], { ...BASE, ...blank })).toMatchObject({
      portalPort: 3000,
      metricsPort: undefined,
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
    [[], { PORTAL_PORT: "eighty" }, /^PORTAL_PORT must be a whole number from 1 to 65535\.$/],
    [[], { GATEWAY_PORT: "0" }, /^GATEWAY_PORT must be a whole number from 1 to 65535\.$/],
    [[], { METRICS_PORT: "9100.5" }, /^METRICS_PORT must be a whole number from 1 to 65535\.$/],
    [[], { DATABASE_POOL: "many" }, /^DATABASE_POOL must be a whole number from 1 to 100\.$/],
    [[], { LOG_LEVEL: "loud" }, /^LOG_LEVEL must be fatal, error, .* or silent\.$/],
    [[], { SMTP_URL: "mail" }, /^SMTP_URL must be an address such as smtps:/],
    [[], { MAIL_FROM: "nobody" }, /^MAIL_FROM must be an address such as Countersign </],
    [[], { LEDGER_ORIGIN: "a b" }, /^LEDGER_ORIGIN must be a URL without scheme/],
    [
      [],
      { PORTAL_PORT: "x", LOG_LEVEL: "y" },
      /^Settings are not valid:\n {2}PORTAL_PORT must .*\n {2}LOG_LEVEL must/,
    ],
    [[], { PORTAL_PORT: "4000" }, /must differ/],
    [[], { COUNTERSIGN_MODE: "prod" }, /^COUNTERSIGN_MODE must be demo or production\.$/],
    [[], { RECOGNITION_PROCESSES: "0" }, /RECOGNITION_PROCESSES must be/],
    [[], { RECOGNITION_PROCESSES: "many" }, /RECOGNITION_PROCESSES must be/],
    [
      [],
      { RECOGNITION_RUNTIME: "cuda" },
      /^RECOGNITION_RUNTIME must be onnxruntime-node, onnxruntime-web or tfjs-wasm\.$/,
    ],
    [[], { CALIBRATION_FILE: "/nowhere/c.json" }, /CALIBRATION_FILE \/nowhere\/c\.json cannot be read/],
  ])("%j with %j is refused in words", (flags, variables, words) => {
    expect(() => readSettings(flags, { ...BASE, ...variables })).toThrow(words);
  });
});
