import { spawn } from "node:child_process";
import { PROJECT } from "./project.mjs";

const REMIND_MS = 5_000;

/**
 * Runs a Node program in the project and waits for it, with a line every few seconds so that silence never looks
 * like a hang.
 *
 * @param {readonly string[]} command the program's file and its arguments
 * @param {{ say: (text: string) => void, doing: string, env?: Record<string, string | undefined> }} options
 * @returns {Promise<{ code: number, output: string }>} everything that it wrote, both streams
 */
export function runTool(command, { say, doing, env = {} }) {
  const child = spawn(process.execPath, command, {
    cwd: PROJECT,
    env: { ...process.env, NO_COLOR: "1", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
    });
  }
  const reminder = setInterval(() => say(`… still ${doing}`), REMIND_MS);
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code: code ?? 1, output }));
  }).finally(() => clearInterval(reminder));
}

/** The end of a program's output, for a refusal. */
export function lastLines(output, count = 15) {
  return output.trim().split("\n").slice(-count).join("\n");
}
