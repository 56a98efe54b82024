import path from "node:path";
import { z } from "zod";
import { reachableHost } from "./listen-host";

const optional = z
  .string()
  .trim()
  .transform((value) => (value === "" ? undefined : value))
  .optional();

/** What is said of a wrong value follows its variable's name. */
const wholeNumber = (least: number, most: number) => {
  const error = `must be a whole number from ${least} to ${most}`;
  return optional.pipe(
    z.coerce
      .number<string | undefined>({ error })
      .int({ error })
      .min(least, { error })
      .max(most, { error })
      .optional(),
  );
};
const oneOf = <const Choice extends string>(...choices: readonly [Choice, ...Choice[]]) =>
  optional.pipe(
    z.enum(choices, { error: `must be ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}` }).optional(),
  );
const port = wholeNumber(1, 65_535);
const CONNECTION_STRING =
  "must be a PostgreSQL connection string such as postgresql://user:password@host:5432/database";

/** Every setting that the processes read; README's table is this, in words. */
const schema = z.object({
  COUNTERSIGN_MODE: oneOf("demo", "production").transform((mode) => mode ?? "production"),
  COUNTERSIGN_DATA: optional.transform((folder) => folder ?? ".data"),
  PORTAL_PORT: port.transform((number) => number ?? 3_000),
  GATEWAY_PORT: port.transform((number) => number ?? 4_000),
  METRICS_PORT: port,
  /** Address that the gateway and the metrics listen on; 0.0.0.0 in a container. */
  LISTEN_HOST: optional.transform((host) => host ?? "127.0.0.1"),
  PORTAL_URL: optional,
  GATEWAY_URL: optional,
  DATABASE_URL: z.string({ error: CONNECTION_STRING }).min(1, { error: CONNECTION_STRING }),
  DATABASE_POOL: wholeNumber(1, 100).transform((number) => number ?? 10),
  REDIS_URL: optional,
  REDIS_CLUSTER_NODES: optional,
  S3_BUCKET: optional,
  S3_ENDPOINT: optional,
  S3_REGION: optional,
  S3_ACCESS_KEY_ID: optional,
  S3_SECRET_ACCESS_KEY: optional,
  LOG_LEVEL: oneOf("fatal", "error", "warn", "info", "debug", "trace", "silent").transform(
    (level) => level ?? "info",
  ),
  CLAMD_HOST: optional,
  /** Where mail goes out, smtp:// or smtps://, with name and password if it asks for them. Without it none is sent. */
  SMTP_URL: optional.pipe(
    z
      .string()
      .regex(/^smtps?:\/\/\S+$/, "must be an address such as smtps://name:password@mail.example:465")
      .optional(),
  ),
  /** Whom mail is from. */
  MAIL_FROM: optional.pipe(
    z
      .string()
      .regex(
        /^[^\p{Cc}<>@,;:]*(?:<[^\s<>@,;]+@[^\s<>@,;]+>|[^\s<>@,;]+@[^\s<>@,;]+)$/u,
        "must be an address such as Countersign <no-reply@company.example>",
      )
      .optional(),
  ),
  /** Lets webhooks go to this machine's own addresses, for development; in the demo alone. */
  WEBHOOKS_TO_LOOPBACK: oneOf("yes", "no").transform((answer) => answer === "yes"),
  /** A calibration of the deployment's own, instead of the shipped one; absolute. */
  CALIBRATION_FILE: optional,
  /** Instead of the fastest that runs here. */
  RECOGNITION_RUNTIME: oneOf("onnxruntime-node", "onnxruntime-web", "tfjs-wasm"),
  /** Name of the ledger in its checkpoints (C2SP tlog-checkpoint): a URL without scheme. Fixed for the life of a ledger. */
  LEDGER_ORIGIN: z
    .string()
    .regex(/^[^\s+]+$/, "must be a URL without scheme, no space, no plus")
    .default("countersign.example/ledger"),
  /** Public keys of witnesses (C2SP tlog-cosignature, vkey form), separated by spaces. */
  LEDGER_WITNESSES: optional.pipe(
    z
      .string()
      .regex(
        /^[^\s+,]+\+[0-9a-f]{8}\+[^\s,]+(?:[\s,]+[^\s+,]+\+[0-9a-f]{8}\+[^\s,]+)*$/,
        "must be witnesses' keys, name+id+base64 each, separated by spaces",
      )
      .optional(),
  ),
  /** Secrets, 32 random bytes in base64url each; a process is given only those that it needs. */
  EVIDENCE_KEK: optional,
  IMAGE_KEK: optional,
  KEY_PEPPERS: optional,
  LEDGER_SIGNING_KEY: optional,
  MAIL_KEY: optional,
  NEXTAUTH_SECRET: optional,
});

export type Env = z.infer<typeof schema> & {
  portalUrl: string;
  gatewayUrl: string;
  mailFrom: string;
  dataFolder: string;
};

let cached: Env | undefined;

/**
 * The process's settings, read once.
 *
 * @throws Error naming each variable that is missing or wrong, never its value
 */
export function env(): Env {
  cached ??= readEnv(process.env);
  return cached;
}

const engineSchema = schema.pick({ CALIBRATION_FILE: true, RECOGNITION_RUNTIME: true });

/** What the engine's process and commands without a database read: nothing else is set for them. @throws as `env` */
export function engineEnv(): z.infer<typeof engineSchema> {
  return parsed(engineSchema, process.env);
}

/** Parses a set of variables. Exported for tests and for the supervisor, which checks before it starts anything. */
export function readEnv(variables: Record<string, string | undefined>): Env {
  const data = parsed(schema, variables);
  if (data.WEBHOOKS_TO_LOOPBACK && data.COUNTERSIGN_MODE !== "demo")
    throw new Error("WEBHOOKS_TO_LOOPBACK is for COUNTERSIGN_MODE=demo alone.");
  const portalUrl = data.PORTAL_URL ?? `http://127.0.0.1:${data.PORTAL_PORT}`;
  return {
    ...data,
    portalUrl,
    gatewayUrl: data.GATEWAY_URL ?? `http://${reachableHost(data.LISTEN_HOST)}:${data.GATEWAY_PORT}`,
    mailFrom:
      data.MAIL_FROM ??
      `Countersign <no-reply@${URL.canParse(portalUrl) ? new URL(portalUrl).hostname : "localhost"}>`,
    dataFolder: path.resolve(data.COUNTERSIGN_DATA),
  };
}

function parsed<Schema extends z.ZodType>(
  wanted: Schema,
  variables: Record<string, string | undefined>,
): z.infer<Schema> {
  const result = wanted.safeParse(variables);
  if (result.success) return result.data;
  const wrong = result.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`);
  throw new Error(wrong.length === 1 ? `${wrong[0]}.` : `Settings are not valid:\n  ${wrong.join("\n  ")}`);
}

/**
 * A secret that this process must have been given.
 *
 * @throws Error naming the variable when it is absent
 */
export function requiredSecret(
  name: "EVIDENCE_KEK" | "IMAGE_KEK" | "KEY_PEPPERS" | "LEDGER_SIGNING_KEY" | "NEXTAUTH_SECRET",
): string {
  const value = env()[name];
  if (value === undefined) throw new Error(`${name} is not set for this process`);
  return value;
}
