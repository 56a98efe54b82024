import { afterEach, describe, expect, test } from "vitest";
import { generateSecrets, SECRET_NAMES } from "#lib/platform/secrets-folder";
import { planProcesses } from "../../workers/supervisor/plan-processes";
import { concerns } from "../../workers/supervisor/reload-on-change";
import { readSettings } from "../../workers/supervisor/settings";

const secrets = generateSecrets();

function plan(variables: Record<string, string> = {}) {
  const settings = readSettings([], { COUNTERSIGN_DATA: "/data", RECOGNITION_PROCESSES: "2", ...variables });
  return planProcesses({
    settings,
    secrets,
    witness: {
      folder: "/data/witness",
      name: "ledger.example/witness",
      vkey: "ledger.example/witness+00000000+AA",
    },
    databaseUrl: "postgresql://db",
    project: "/project",
    build: ".next/b",
  });
}

function secretsIn(name: string): string[] {
  const spec = plan().find((candidate) => candidate.name === name);
  return SECRET_NAMES.filter((secret) => spec?.env[secret] !== undefined);
}

describe("what each process is given", () => {
  afterEach(() => {
    delete process.env.REDIS_URL;
    delete process.env.SMTP_URL;
  });

  test("are five kinds of process, a recognition process a core", () => {
    expect(plan().map(({ name }) => name)).toEqual([
      "portal",
      "gateway",
      "recognition-1",
      "recognition-2",
      "caretaker",
      "witness",
    ]);
  });

  test("is nothing but its own folder and the public API for the witness, whom the gateway knows by its key", () => {
    Object.assign(process.env, generateSecrets(), { REDIS_URL: "redis://somewhere" });
    const witness = plan().find(({ name }) => name === "witness");
    expect(
      Object.keys(witness?.env ?? {}).filter((name) => /URL|DATA|KEY|KEK|SECRET|S3_/.test(name)),
    ).toEqual([]);
    expect(witness?.command.join(" ")).toContain("--folder /data/witness");
    const gateway = plan({ LEDGER_WITNESSES: "other.example+00000001+AA" }).find(
      ({ name }) => name === "gateway",
    );
    expect(gateway?.env.LEDGER_WITNESSES).toBe(
      "ledger.example/witness+00000000+AA other.example+00000001+AA",
    );
  });

  test("is no secret that it does not need, even when all are in our own environment", () => {
    Object.assign(process.env, generateSecrets());
    expect(secretsIn("portal")).toEqual(["EVIDENCE_KEK", "KEY_PEPPERS", "MAIL_KEY", "NEXTAUTH_SECRET"]);
    expect(secretsIn("gateway")).toEqual(["IMAGE_KEK", "KEY_PEPPERS"]);
    expect(secretsIn("recognition-1")).toEqual(["IMAGE_KEK"]);
    expect(secretsIn("caretaker")).toEqual(["IMAGE_KEK", "LEDGER_SIGNING_KEY", "MAIL_KEY"]);
    expect(plan()[0]?.env.NEXTAUTH_SECRET).toBe(secrets.NEXTAUTH_SECRET);
  });

  test("keeps the queue's store from the portal", () => {
    process.env.REDIS_URL = "redis://somewhere";
    const [portal, gateway] = plan();
    expect(portal?.env.REDIS_URL).toBeUndefined();
    expect(gateway?.env.REDIS_URL).toBe("redis://somewhere");
  });

  test("keeps the mail server's password from all but the process that sends mail", () => {
    process.env.SMTP_URL = "smtps://name:password@mail.example";
    const holders = plan().filter(({ env }) => env.SMTP_URL !== undefined);
    expect(holders.map(({ name }) => name)).toEqual(["caretaker"]);
  });

  test("is a port of its own for metrics", () => {
    const ports = plan({ METRICS_PORT: "9100" }).map(({ env }) => env.METRICS_PORT);
    expect(ports).toEqual([undefined, "9100", "9102", "9103", "9101", undefined]);
  });
});

test("in npm run dev a change reloads the processes that it concerns", () => {
  expect(concerns("lib/jobs/job.ts", "gateway")).toBe(true);
  expect(concerns("workers/gateway/door.ts", "gateway")).toBe(true);
  expect(concerns("workers/gateway/door.ts", "caretaker")).toBe(false);
  expect(concerns("workers/recognition/answer.ts", "recognition-2")).toBe(true);
});
