import path from "node:path";
import { reachableHost } from "#lib/platform/listen-host";
import { SECRET_NAMES, type SecretName, type Secrets } from "#lib/platform/secrets-folder";
import type { ProcessSpec } from "./launch-process";
import { type OwnWitness, planWitness } from "./plan-witness";
import type { StackSettings } from "./settings";

/** Which process may hold which secret. Nobody else is given it, whatever the environment that we were started in. */
const SECRETS_OF = {
  portal: ["EVIDENCE_KEK", "KEY_PEPPERS", "MAIL_KEY", "NEXTAUTH_SECRET"],
  gateway: ["IMAGE_KEK", "KEY_PEPPERS"],
  recognition: ["IMAGE_KEK"],
  caretaker: ["IMAGE_KEK", "LEDGER_SIGNING_KEY", "MAIL_KEY"],
  seed: ["EVIDENCE_KEK", "KEY_PEPPERS"],
} as const satisfies Record<string, readonly SecretName[]>;

export type Role = keyof typeof SECRETS_OF;

/** The portal serves pages to anyone, so it is kept from the queue's store as well. */
const KEPT_FROM_PORTAL = ["REDIS_URL", "REDIS_CLUSTER_NODES"];

export type PlanInput = {
  settings: StackSettings;
  secrets: Secrets;
  databaseUrl: string;
  witness: OwnWitness;
  project: string;
  /** The portal's build, relative to the project; undefined in `npm run dev`. */
  build: string | undefined;
};

/** Every process of the system on one machine, in the order in which they are to stop: doors first, clocks last. */
export function planProcesses(input: PlanInput): ProcessSpec[] {
  const { settings } = input;
  const recognition = Array.from({ length: settings.recognitionProcesses }, (_, at) =>
    worker(input, "recognition", `recognition-${at + 1}`, 2 + at),
  );
  return [
    portal(input),
    worker(input, "gateway", "gateway", 0),
    ...recognition,
    worker(input, "caretaker", "caretaker", 1),
    planWitness({
      ...input,
      ledgerKey: input.secrets.LEDGER_SIGNING_KEY,
      ledgerUrl: `http://${reachableHost(settings.listenHost)}:${settings.gatewayPort}`,
    }),
  ];
}

/** The environment of one process: ours, without anybody else's secrets. */
export function environmentFor(role: Role, name: string, input: PlanInput): NodeJS.ProcessEnv {
  const { settings, secrets } = input;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: settings.dev ? "development" : "production",
    COUNTERSIGN_MODE: settings.mode,
    COUNTERSIGN_DATA: settings.dataFolder,
    COUNTERSIGN_PROCESS: name,
    PORTAL_PORT: String(settings.portalPort),
    GATEWAY_PORT: String(settings.gatewayPort),
    DATABASE_URL: input.databaseUrl,
  };
  for (const secret of SECRET_NAMES) delete env[secret];
  for (const secret of SECRETS_OF[role]) env[secret] = secrets[secret];
  // It holds a password, and one process sends all mail.
  if (role !== "caretaker") delete env.SMTP_URL;
  env.LEDGER_WITNESSES = [input.witness.vkey, settings.ledgerWitnesses ?? ""].join(" ").trim();
  return env;
}

function portal(input: PlanInput): ProcessSpec {
  const { settings, project, build } = input;
  const env = environmentFor("portal", "portal", input);
  for (const name of [...KEPT_FROM_PORTAL, "METRICS_PORT"]) delete env[name];
  env.NEXT_TELEMETRY_DISABLED = "1";
  if (build !== undefined) env.NEXT_DIST_DIR = build;
  const next = path.join(project, "node_modules/next/dist/bin/next");
  const address = ["--port", String(settings.portalPort), "--hostname", "127.0.0.1"];
  return {
    name: "portal",
    command: [
      "--import",
      path.join(project, "bin/end-with-supervisor.mjs"),
      next,
      settings.dev ? "dev" : "start",
      ...address,
    ],
    env,
    readyUrl: `http://127.0.0.1:${settings.portalPort}/api/health`,
    stopMs: 10_000,
    reloads: false, // Next reloads by itself
  };
}

function worker(
  input: PlanInput,
  role: Exclude<Role, "portal">,
  name: string,
  metricsAt: number,
): ProcessSpec {
  const { settings, project } = input;
  const env = environmentFor(role, name, input);
  // One port a process: they cannot share it.
  if (settings.metricsPort !== undefined) env.METRICS_PORT = String(settings.metricsPort + metricsAt);
  return { name, command: workerCommand(project, role), env, stopMs: 25_000, reloads: true };
}

function workerCommand(project: string, role: string): string[] {
  return ["--import", "tsx", path.join(project, `workers/${role}/main.ts`)];
}
