import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import {
  type Comparison,
  type Cosigner,
  compareCheckpoints,
  cosignersOf,
} from "#lib/ledger/compare-checkpoints";
import { proofFrom } from "#lib/ledger/ledger-over-http";

const USAGE = `Compares two checkpoints that different people kept: did the ledger show them the same history?

  npm run compare-checkpoints -- <one.txt> <other.txt> --vkey KEY [--ledger URL] [--witness KEY …]

  --vkey KEY    the ledger's public key as published
  --ledger URL  where to ask for the proof, http://127.0.0.1:4000 by default; what it answers is not trusted
  --witness KEY a witness's public key, as the witness publishes it: says which of the two it cosigned

A checkpoint is what GET /v1/ledger/checkpoint gives, byte for byte, or the countersign-checkpoint header of a webhook.
Exit code: 0 the same history, 1 a fork, 2 a checkpoint, the key or the ledger cannot be read.`;

export type Outcome = { line: string; exitCode: 0 | 1 | 2 };

/**
 * The command, without the process around it.
 *
 * @param folder what relative paths are relative to
 */
export async function compareFiles(args: readonly string[], folder: string): Promise<Outcome> {
  const options = {
    vkey: { type: "string" },
    ledger: { type: "string" },
    witness: { type: "string", multiple: true },
  } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [one, other, ...more] = positionals;
    if (one === undefined || other === undefined || more.length > 0 || values.vkey === undefined) {
      return { line: USAGE, exitCode: 2 };
    }
    const notes = [noteIn(folder, one), noteIn(folder, other)] as const;
    const prove = proofFrom(values.ledger ?? "http://127.0.0.1:4000");
    const outcome = said(await compareCheckpoints(notes, values.vkey, prove), [one, other]);
    if (outcome.exitCode === 2) return outcome;
    const witnessed = cosignersOf(notes, values.witness ?? []);
    if (!witnessed.ok) return { line: witnessed.reason, exitCode: 2 };
    const cosigned = witnessed.cosigners.map((by) => cosignerLine(by, [one, other]));
    return { ...outcome, line: [outcome.line, ...cosigned].join("\n") };
  } catch (error) {
    return { line: error instanceof Error ? error.message : String(error), exitCode: 2 };
  }
}

function noteIn(folder: string, file: string): string {
  try {
    const text = readFileSync(path.resolve(folder, file), "utf8");
    // A webhook's header carries the note in base64: a header has one line.
    return /^[A-Za-z0-9+/]+=*\s*$/.test(text) ? Buffer.from(text, "base64").toString("utf8") : text;
  } catch (error) {
    throw new Error(`Cannot read ${file}: ${error instanceof Error ? error.message : error}`);
  }
}

function cosignerLine({ which, witness, at }: Cosigner, files: readonly [string, string]): string {
  return `${files[which]} was cosigned by ${witness} at ${at.toISOString()}`;
}

function said(comparison: Comparison, files: readonly [string, string]): Outcome {
  switch (comparison.verdict) {
    case "consistent":
      return { line: `the same history, from ${comparison.from} to ${comparison.to} entries`, exitCode: 0 };
    case "fork":
      return { line: `FORK: ${comparison.reason}. Keep both files: they prove it.`, exitCode: 1 };
    case "unreadable": {
      const what = comparison.which === "key" ? "the key" : files[comparison.which];
      return { line: `${what} cannot be taken: ${comparison.reason}`, exitCode: 2 };
    }
  }
}

if (process.argv[1]?.endsWith("compare-checkpoints.ts")) {
  const { line, exitCode } = await compareFiles(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  process.stdout.write(`${line}\n`);
  process.exitCode = exitCode;
}
