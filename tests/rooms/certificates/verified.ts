import { mkdtempSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { type Outcome, verifyLedger } from "../../../workers/verify-ledger";

const folder = mkdtempSync(path.join(os.tmpdir(), "certificates-"));

/** What `npm run verify-ledger` says of a text. */
export function outcomeOf(text: string, ...options: string[]): Outcome {
  writeFileSync(path.join(folder, "certificate.json"), text);
  return verifyLedger(["certificate.json", ...options], folder);
}
