import { rmSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { reachableHost } from "#lib/platform/listen-host";
import { announcement } from "./announce";
import type { DataFolder } from "./data-folder";
import { answers, type ProcessSpec } from "./launch-process";
import type { PlanInput } from "./plan-processes";
import { reloadOnChange } from "./reload-on-change";
import { type RunningProcesses, runProcesses } from "./run-processes";
import type { StackSettings } from "./settings";
import type { StopAsked } from "./stop-asked";

const POLL_MS = 150;

/**
 * Runs all processes until somebody asks for an end or one of them cannot be kept alive, then drains them.
 *
 * @throws Refusal of the process that could not be kept alive
 */
export async function runUntilStopped(
  specs: readonly ProcessSpec[],
  { settings, project }: PlanInput,
  { folder, stopAsked, say }: { folder: DataFolder; stopAsked: StopAsked; say: (text: string) => void },
): Promise<void> {
  say(`starting ${specs.length} processes; their logs are in ${folder.in("logs")}`);
  const processes = runProcesses(specs, { project, folder, say });
  stopAsked.onForce(processes.kill);
  const note = folder.in("run/stack.json");
  let endReloads = () => {};
  const ended = Promise.race([stopAsked.asked, processes.failed]);
  let over = false;
  try {
    const up = allAnswer(processes, settings, { say, isOver: () => over });
    const isUp = await Promise.race([up, ended.then(() => false)]);
    if (isUp) {
      writeFileSync(note, `${JSON.stringify(noteOf(settings))}\n`, { mode: 0o600 });
      if (settings.dev) endReloads = reloadOnChange(project, processes.kept, say);
      process.stdout.write(`${announcement(settings)}\nready\n`);
    }
    await ended;
  } finally {
    over = true;
    endReloads();
    rmSync(note, { force: true });
    await processes.stop();
  }
}

/** @returns whether they all do; false once it is over, since what is being stopped answers no more */
async function allAnswer(
  processes: RunningProcesses,
  settings: StackSettings,
  { say, isOver }: { say: (text: string) => void; isOver: () => boolean },
): Promise<boolean> {
  await Promise.all(
    processes.kept.map(async ({ spec, ready }) => {
      await ready;
      if (!isOver()) say(`${spec.name} is ready`);
    }),
  );
  const doors = [
    `http://${reachableHost(settings.listenHost)}:${settings.gatewayPort}/readyz`,
    `http://127.0.0.1:${settings.portalPort}/api/health`,
  ];
  for (const door of doors) {
    while (!isOver() && !(await answers(door))) await sleep(POLL_MS);
  }
  return !isOver();
}

/** For programs that want to find the running system, such as `npm run tour`. */
function noteOf({ portalUrl, gatewayUrl }: StackSettings) {
  return { pid: process.pid, portalUrl, gatewayUrl, startedAt: new Date().toISOString() };
}
