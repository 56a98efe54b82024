import { availableParallelism } from "node:os";
import { readEnv } from "#lib/platform/env";
import { readCalibrationFile } from "#lib/recognition/calibration-in-use";
import { Refusal } from "./refusal";

/** What one start was asked for, by flags and by variables. */
export type StackSettings = {
  mode: "demo" | "production";
  dev: boolean;
  fresh: boolean;
  dataFolder: string;
  portalPort: number;
  gatewayPort: number;
  /** Where the API listens; the portal listens on 127.0.0.1. */
  listenHost: string;
  portalUrl: string;
  gatewayUrl: string;
  metricsPort: number | undefined;
  /** Undefined: PostgreSQL comes with us. */
  databaseUrl: string | undefined;
  recognitionProcesses: number;
  ledgerOrigin: string;
  /** Keys of witnesses that others run. */
  ledgerWitnesses: string | undefined;
};

const FLAGS = new Set(["--fresh", "--dev"]);
const RECOGNITION_MAX = 32;

/**
 * @param variables paths are absolute already
 * @throws Refusal naming what is wrong, never a value
 */
export function readSettings(
  flags: readonly string[],
  variables: Record<string, string | undefined>,
): StackSettings {
  const unknown = flags.find((flag) => !FLAGS.has(flag));
  if (unknown !== undefined) {
    throw new Refusal(`${unknown} is not a flag of this command; it takes ${[...FLAGS].join(" and ")}.`);
  }
  const databaseUrl = variables.DATABASE_URL?.trim() || undefined;
  const fresh = flags.includes("--fresh");
  if (fresh && databaseUrl !== undefined) {
    throw new Refusal(
      "--fresh empties the data folder only, and DATABASE_URL names a database outside it. " +
        "Empty that database yourself, or start without DATABASE_URL.",
    );
  }
  const env = inWords(() =>
    readEnv({
      ...variables,
      COUNTERSIGN_MODE: variables.COUNTERSIGN_MODE || "demo",
      DATABASE_URL: databaseUrl ?? "postgresql://embedded",
    }),
  );
  const { CALIBRATION_FILE: calibration } = env;
  if (calibration !== undefined) inWords(() => readCalibrationFile(calibration));
  if (env.PORTAL_PORT === env.GATEWAY_PORT) {
    throw new Refusal("PORTAL_PORT and GATEWAY_PORT are the same; they must differ.");
  }
  return {
    mode: env.COUNTERSIGN_MODE,
    dev: flags.includes("--dev"),
    fresh,
    dataFolder: env.dataFolder,
    portalPort: env.PORTAL_PORT,
    gatewayPort: env.GATEWAY_PORT,
    listenHost: env.LISTEN_HOST,
    portalUrl: env.portalUrl,
    gatewayUrl: env.gatewayUrl,
    metricsPort: env.METRICS_PORT,
    databaseUrl,
    recognitionProcesses: recognitionProcesses(variables.RECOGNITION_PROCESSES),
    ledgerOrigin: env.LEDGER_ORIGIN,
    ledgerWitnesses: env.LEDGER_WITNESSES,
  };
}

function inWords<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw new Refusal(error instanceof Error ? error.message : String(error));
  }
}

/** One a core, up to four, unless told otherwise: each holds its own copy of the models. */
function recognitionProcesses(wanted: string | undefined): number {
  if (wanted === undefined || wanted.trim() === "") return Math.min(4, availableParallelism());
  const count = Number(wanted);
  if (!Number.isInteger(count) || count < 1 || count > RECOGNITION_MAX) {
    throw new Refusal(`RECOGNITION_PROCESSES must be a whole number from 1 to ${RECOGNITION_MAX}.`);
  }
  return count;
}
