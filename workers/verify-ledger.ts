import { readFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { accountLines as certificateLines } from "#lib/certificates/account-lines";
import { isCertificate, readCertificate } from "#lib/certificates/certificate";
import { verifyCertificate } from "#lib/certificates/verify-certificate";
import { type Bundle, readBundle } from "#lib/ledger/bundle";
import { type Account, verifyBundle } from "#lib/ledger/verify-bundle";

const USAGE = `Verifies a ledger bundle, or the certificate of a decision, with no database and no network.

  npm run verify-ledger -- <file.json> [--vkey KEY] [--checkpoint FILE] [--witness KEY …]

  --vkey KEY         the ledger's public key as published; without it the bundle's own is used
  --checkpoint FILE  a checkpoint that you kept from before: the ledger must continue it
  --witness KEY      a witness's public key, as the witness publishes it: it must have cosigned the ledger

Exit code: 0 verified, 1 something is not as it must be, 2 the file cannot be read or is no bundle.`;

/** What the command prints, and its exit code. */
export type Outcome = { lines: string[]; exitCode: 0 | 1 | 2 };

/**
 * The command, without the process around it.
 *
 * @param args as typed after the script's name
 * @param folder what relative paths are relative to
 */
export function verifyLedger(args: readonly string[], folder: string): Outcome {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return { lines: [error instanceof Error ? error.message : String(error), "", USAGE], exitCode: 2 };
  }
  if (parsed.values.help === true) return { lines: [USAGE], exitCode: 0 };
  const [file, ...more] = parsed.positionals;
  if (file === undefined || more.length > 0) return { lines: [USAGE], exitCode: 2 };

  const text = readText(folder, file);
  if (!text.ok) return { lines: [text.reason], exitCode: 2 };
  const { vkey, checkpoint, witness: witnesses } = parsed.values;
  const held = checkpoint === undefined ? undefined : readText(folder, checkpoint);
  if (held?.ok === false) return { lines: [held.reason], exitCode: 2 };
  const options = { vkey, held: held?.text, witnesses };
  return isCertificate(text.text)
    ? judgeCertificate(file, text.text, options)
    : judgeBundle(file, text.text, options);
}

function parse(args: readonly string[]) {
  const options = {
    vkey: { type: "string" },
    checkpoint: { type: "string" },
    witness: { type: "string", multiple: true },
    help: { type: "boolean", short: "h" },
  } as const;
  return parseArgs({ args: [...args], allowPositionals: true, options });
}

function readText(folder: string, file: string): { ok: true; text: string } | { ok: false; reason: string } {
  try {
    return { ok: true, text: readFileSync(path.resolve(folder, file), "utf8") };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { ok: false, reason: `Cannot read ${file}: ${why}` };
  }
}

type Options = { vkey?: string; held?: string; witnesses?: readonly string[] };

function judgeBundle(file: string, text: string, options: Options): Outcome {
  const bundle = readBundle(text);
  if (!bundle.ok) return { lines: [`${file} is not a ledger bundle: ${bundle.reason}`], exitCode: 2 };
  const verdict = verifyBundle(bundle.bundle, options);
  if (!verdict.ok) return failed(verdict.failure);
  return { lines: [...accountLines(bundle.bundle, verdict.account), "ok"], exitCode: 0 };
}

function judgeCertificate(file: string, text: string, options: Options): Outcome {
  const read = readCertificate(text);
  if (!read.ok) return { lines: [`${file} is not a certificate: ${read.reason}`], exitCode: 2 };
  const verdict = verifyCertificate(read.certificate, options);
  if (!verdict.ok) return failed(verdict.failure);
  const lines = certificateLines(read.certificate, verdict.account);
  return { lines: [...lines, ...verdict.account.ledger.seen.map(witnessLine), "ok"], exitCode: 0 };
}

function failed(failure: { check: string; index?: number; reason: string }): Outcome {
  const place = failure.index === undefined ? "" : ` at entry ${failure.index}`;
  return { lines: [`FAILED (${failure.check})${place}: ${failure.reason}`], exitCode: 1 };
}

function accountLines({ scope }: Bundle, account: Account): string[] {
  const { standing } = account;
  const jobs = [...standing.jobs.values()];
  const revoked = [...standing.keys.values()].filter(({ revokedAtIndex }) => revokedAtIndex !== null);
  const signatures = [...standing.signatures.values()].flat();
  const released = jobs.filter(({ isReleased }) => isReleased);
  return [
    `ledger       ${account.origin}, ${account.size} entries`,
    account.keyFrom === "auditor"
      ? "key          the one you gave"
      : "key          taken from the bundle itself: compare it with the published one, or give --vkey",
    `checkpoints  ${account.checkpoints} signed, each continues the one before it`,
    ...account.seen.map(witnessLine),
    `entries      ${account.entries}, ${scopeText(scope)}`,
    `decisions    ${standing.decisions.size} issued, ${signatures.length} signatures`,
    `grants       ${standing.grants.size}, each after two signatures by different people over its digest`,
    `keys         ${standing.keys.size} issued, each after its grant; ${revoked.length} revoked`,
    `jobs         ${jobs.length} accepted, ${released.length} released, none under a revoked key`,
  ];
}

function witnessLine({ witness, size, at }: Account["seen"][number]): string {
  return `witness      ${witness} cosigned ${size} entries at ${at.toISOString()}`;
}

function scopeText(scope: Bundle["scope"]): string {
  if (scope.kind === "all") return "all there are: the tree was built again from them";
  const proved = "each proved to be in the tree, with what they rest on";
  if (scope.kind === "range") return `${scope.from} to ${scope.to - 1} without a gap, ${proved}`;
  return `those of ${scope.subject}, ${proved}; that there are no others is not provable from a part`;
}

if (process.argv[1]?.endsWith("verify-ledger.ts")) {
  const { lines, exitCode } = verifyLedger(process.argv.slice(2), process.env.INIT_CWD ?? process.cwd());
  (exitCode === 0 ? process.stdout : process.stderr).write(`${lines.join("\n")}\n`);
  process.exitCode = exitCode;
}
