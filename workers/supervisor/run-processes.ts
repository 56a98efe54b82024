import { closeSync } from "node:fs";
import path from "node:path";
import type { DataFolder } from "./data-folder";
import { type KeptProcess, keepAlive } from "./keep-alive";
import type { ProcessSpec } from "./launch-process";
import { recordChildren } from "./leftovers";
import { followLog, openLog } from "./log-tail";

export type RunningProcesses = {
  kept: readonly KeptProcess[];
  /** Rejects when one of them cannot be kept alive any more. */
  failed: Promise<never>;
  /** Drains them kind by kind in the order of the plan. */
  stop: () => Promise<void>;
  kill: () => void;
};

/** Starts all at once and keeps them alive; warnings and errors of their logs are repeated on the terminal. */
export function runProcesses(
  specs: readonly ProcessSpec[],
  { project, folder, say }: { project: string; folder: DataFolder; say: (text: string) => void },
): RunningProcesses {
  const record = recordChildren(folder.in("run/children.json"));
  const unfollow: (() => void)[] = [];
  const kept = specs.map((spec) => {
    const logFile = path.join(folder.in("logs"), `${spec.name}.log`);
    closeSync(openLog(logFile));
    unfollow.push(followLog(logFile, (line) => say(`${spec.name}: ${line}`)));
    return keepAlive(spec, { cwd: project, logFile, record, say });
  });
  const failed = new Promise<never>((_, reject) => {
    for (const { ended } of kept) ended.catch(reject);
  });
  failed.catch(() => undefined); // until somebody waits for it
  return {
    kept,
    failed,
    stop: async () => {
      for (const kind of kindsInOrder(kept)) await Promise.all(kind.map((one) => one.stop()));
      for (const end of unfollow) end();
    },
    kill: () => {
      for (const one of kept) one.kill();
    },
  };
}

/** recognition-1 and recognition-2 are of one kind; portal and gateway, the two doors, close together. */
function kindsInOrder(kept: readonly KeptProcess[]): KeptProcess[][] {
  const isDoor = ({ spec }: KeptProcess) => spec.name === "portal" || spec.name === "gateway";
  const isWorker = ({ spec }: KeptProcess) => spec.name.startsWith("recognition");
  const rest = kept.filter((one) => !isDoor(one) && !isWorker(one));
  return [kept.filter(isDoor), kept.filter(isWorker), rest];
}
