import path from "node:path";
import { signerFromSeed } from "#lib/ledger/note";
import { openWitnessFolder } from "../witness/folder";
import type { ProcessSpec } from "./launch-process";
import type { StackSettings } from "./settings";

/** The witness that comes with the system on one machine. Others run theirs elsewhere (`npm run witness`). */
export type OwnWitness = {
  folder: string;
  name: string;
  /** Its public key, for the gateway to know it by. */
  vkey: string;
};

/** Makes its folder and key at the first start; nothing but its own process signs with it. */
export function openOwnWitness(folder: string, { ledgerOrigin }: StackSettings): OwnWitness {
  const name = `${ledgerOrigin}/witness`;
  return { folder, name, vkey: openWitnessFolder(folder, name).signer.vkey };
}

/** It sees the public API and its own folder: no database, no queue, none of the secrets. */
export function planWitness(input: {
  settings: StackSettings;
  ledgerKey: string;
  witness: OwnWitness;
  project: string;
  ledgerUrl: string;
}): ProcessSpec {
  const { settings, witness, project } = input;
  const { vkey } = signerFromSeed(settings.ledgerOrigin, Buffer.from(input.ledgerKey, "base64url"));
  const { PATH, HOME, TMPDIR, LOG_LEVEL, NODE_OPTIONS } = process.env;
  return {
    name: "witness",
    command: [
      ...["--import", "tsx", path.join(project, "workers/witness/main.ts")],
      ...["--ledger", input.ledgerUrl, "--vkey", vkey],
      ...["--name", witness.name, "--folder", witness.folder],
    ],
    env: {
      ...given({ PATH, HOME, TMPDIR, LOG_LEVEL, NODE_OPTIONS }),
      NODE_ENV: settings.dev ? "development" : "production",
      COUNTERSIGN_PROCESS: "witness",
    },
    stopMs: 15_000,
    reloads: true,
  };
}

function given(variables: Record<string, string | undefined>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
