import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { z } from "zod";

/** The last version that runs on every Node that the project supports. */
const LIGHTHOUSE = "lighthouse@12.8.2";

/** One page: scores of 0 to 100, times in milliseconds, and what Lighthouse would have otherwise. */
export type PageScores = {
  path: string;
  who: string;
  accessibility: number;
  bestPractices: number;
  performance: number;
  firstTextMs: number;
  blockedMs: number;
  faults: string[];
};

const category = z.object({
  score: z.number().nullable(),
  auditRefs: z.array(z.object({ id: z.string(), weight: z.number() })),
});
const reportSchema = z.object({
  categories: z.object({ accessibility: category, "best-practices": category, performance: category }),
  audits: z.record(
    z.string(),
    z.object({ title: z.string(), score: z.number().nullable(), numericValue: z.number().optional() }),
  ),
  runtimeError: z.object({ message: z.string() }).optional(),
});
type Report = z.infer<typeof reportSchema>;

/**
 * Lighthouse's view of a page, in the browser that listens at this port and with its cookies.
 *
 * @throws Error when Lighthouse cannot be fetched or cannot load the page
 */
export async function auditPage(url: URL, debugPort: number): Promise<Omit<PageScores, "path" | "who">> {
  const folder = mkdtempSync(path.join(tmpdir(), "countersign-lighthouse-"));
  const file = path.join(folder, "report.json");
  try {
    await runLighthouse(url, debugPort, file);
    const report = reportSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    if (report.runtimeError) throw new Error(`${url.pathname}: ${report.runtimeError.message}`);
    return scoresOf(report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function scoresOf({ categories, audits }: Report): Omit<PageScores, "path" | "who"> {
  const judged = [...categories.accessibility.auditRefs, ...categories["best-practices"].auditRefs];
  return {
    accessibility: percent(categories.accessibility.score),
    bestPractices: percent(categories["best-practices"].score),
    performance: percent(categories.performance.score),
    firstTextMs: Math.round(audits["first-contentful-paint"]?.numericValue ?? Number.NaN),
    blockedMs: Math.round(audits["total-blocking-time"]?.numericValue ?? Number.NaN),
    faults: judged
      .filter(({ id, weight }) => weight > 0 && audits[id]?.score === 0)
      .map(({ id }) => audits[id]?.title ?? id),
  };
}

function percent(score: number | null): number {
  return Math.round((score ?? 0) * 100);
}

async function runLighthouse(url: URL, debugPort: number, file: string): Promise<void> {
  const args = [
    "--yes",
    LIGHTHOUSE,
    url.href,
    `--port=${debugPort}`,
    "--output=json",
    `--output-path=${file}`,
  ];
  const settings = ["--only-categories=accessibility,best-practices,performance", "--disable-storage-reset"];
  const quiet = ["--quiet", "--no-enable-error-reporting"];
  const child = spawn("npx", [...args, ...settings, ...quiet], { stdio: ["ignore", "ignore", "pipe"] });
  const said: Buffer[] = [];
  child.stderr.on("data", (part: Buffer) => said.push(part));
  const code = await new Promise((resolve, reject) => child.once("exit", resolve).once("error", reject));
  if (code !== 0)
    throw new Error(`Lighthouse ended with ${code}: ${Buffer.concat(said).toString().slice(-800)}`);
}
