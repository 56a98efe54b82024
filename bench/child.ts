import { type ChildProcess, spawn } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

/** What is measured did not come about; the message is a sentence for the person at the terminal. */
export class MeasureError extends Error {
  override readonly name = "MeasureError";
}

export type Ask = {
  /** A program of this folder, and what it is given. */
  program: string;
  args: readonly string[];
  /** On the clock of `performance.now`; the process is ended then. */
  until: number;
};

const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/**
 * Runs a measuring program in a process of its own.
 *
 * @returns what it prints last, read as JSON
 * @throws MeasureError when it fails, or is not done in time
 */
export async function ask(asked: Ask): Promise<unknown> {
  const [answer] = await askTogether(asked, 1);
  return answer;
}

/** The same in several processes. Each says when it is ready; when all are, all are told to go on. */
export async function askTogether(asked: Ask, count: number): Promise<unknown[]> {
  const children = Array.from({ length: count }, () => start(asked));
  const endAll = () => {
    for (const child of children) child.kill("SIGKILL");
  };
  const late = setTimeout(endAll, Math.max(0, Math.min(asked.until - performance.now(), 2 ** 31 - 1)));
  process.once("exit", endAll);
  try {
    goOnTogether(children);
    return await Promise.all(children.map((child) => lastLine(child, asked.until)));
  } finally {
    clearTimeout(late);
    process.off("exit", endAll);
    endAll();
  }
}

function start({ program, args }: Ask): ChildProcess {
  const file = path.join(import.meta.dirname, program);
  return spawn(process.execPath, ["--import", TSX, file, ...args], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
}

function goOnTogether(children: readonly ChildProcess[]): void {
  let ready = 0;
  for (const child of children) {
    child.on("message", (message) => {
      if (message !== "ready") return;
      ready += 1;
      if (ready % children.length > 0) return;
      for (const each of children) each.send("go");
    });
  }
}

function lastLine(child: ChildProcess, until: number): Promise<unknown> {
  let [said, complained] = ["", ""];
  child.stdout?.on("data", (chunk) => {
    said += chunk;
  });
  child.stderr?.on("data", (chunk) => {
    complained += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const last = said.trimEnd().split("\n").at(-1);
      if (code === 0 && last) resolve(JSON.parse(last));
      else if (performance.now() >= until) reject(new MeasureError("not done in time"));
      else
        reject(new MeasureError(complained.trim().split("\n").at(-1) || "the process ended without a word"));
    });
  });
}
