import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fingerprint } from "./fingerprint.mjs";
import { inProject } from "./project.mjs";
import { Refusal } from "./refusal.mjs";
import { lastLines, runTool } from "./run-tool.mjs";

const CLIENT = inProject("lib/platform/prisma/client.ts");
const STAMP = inProject("node_modules/.cache/countersign/prisma-client");

/** Whether the database client is missing or from another schema. */
export function needsClient() {
  return !existsSync(CLIENT) || !existsSync(STAMP) || readFileSync(STAMP, "utf8") !== wantedStamp();
}

/** @param {(text: string) => void} say */
export async function generateClient(say) {
  const stamp = wantedStamp();
  const command = [inProject("node_modules/prisma/build/index.js"), "generate", "--no-hints"];
  const env = { CHECKPOINT_DISABLE: "1", PRISMA_HIDE_UPDATE_MESSAGE: "1" };
  const { code, output } = await runTool(command, { say, doing: "generating the database client", env });
  if (code !== 0) throw new Refusal(`The database client could not be generated:\n${lastLines(output)}`);
  mkdirSync(path.dirname(STAMP), { recursive: true });
  writeFileSync(STAMP, stamp);
  say("database client generated");
}

function wantedStamp() {
  return fingerprint(["prisma/schema", "node_modules/@prisma/client/package.json"]);
}
