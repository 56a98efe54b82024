import path from "node:path";
import { parseArgs } from "node:util";
import { parseVkey } from "#lib/ledger/note";
import { log } from "#lib/platform/log";
import { runProcess } from "#lib/platform/process-lifecycle";
import { type Loop, startLoop } from "../caretaker/loop";
import { openWitnessFolder } from "./folder";
import { createWatch } from "./watch-ledger";

const USAGE = `Cosigns the checkpoints of a ledger, each only when it is shown to continue the last one.

  npm run witness -- --ledger URL --vkey KEY --name NAME --folder FOLDER

  --ledger URL     the ledger's public API, such as http://127.0.0.1:4000
  --vkey KEY       the ledger's public key as published
  --name NAME      yours, a URL without scheme: it stands in every cosignature
  --folder FOLDER  your key and what you have seen; made at the first start. Keep a copy

Needs no database and no account. Give your public key, which it prints, to whoever runs the ledger (LEDGER_WITNESSES)
and to whoever is to trust you.`;

const EVERY_MS = 1_000;

function readFlags() {
  const { values } = parseArgs({
    options: {
      ledger: { type: "string" },
      vkey: { type: "string" },
      name: { type: "string" },
      folder: { type: "string" },
    },
  });
  const { ledger, vkey, name, folder } = values;
  if (ledger === undefined || vkey === undefined || name === undefined || folder === undefined)
    throw new Error(`All four flags are needed.\n\n${USAGE}`);
  if (!URL.canParse(ledger) || !/^https?:$/.test(new URL(ledger).protocol))
    throw new Error(`--ledger must be an address such as http://127.0.0.1:4000, not ${ledger}`);
  const key = parseVkey(vkey);
  if (!key.ok) throw new Error(`--vkey: ${key.reason}`);
  return {
    ledger,
    key: key.verifier,
    name,
    folder: path.resolve(process.env.INIT_CWD ?? process.cwd(), folder),
  };
}

let input: {
  ledger: string;
  key: ReturnType<typeof readFlags>["key"];
  folder: ReturnType<typeof openWitnessFolder>;
};
try {
  const { ledger, key, name, folder } = readFlags();
  input = { ledger, key, folder: openWitnessFolder(folder, name) };
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exit(2);
}

let loop: Loop | undefined;
runProcess({
  name: "witness",
  start: async () => {
    log.info({ vkey: input.folder.signer.vkey, ledger: input.ledger }, "witness: this is its public key");
    const turn = createWatch(input);
    loop = startLoop({ name: "witness", everyMs: EVERY_MS, turn: () => turn(new Date()) });
  },
  stop: async () => loop?.stop(),
});
