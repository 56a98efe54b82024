import { watch } from "node:fs";
import path from "node:path";
import type { KeptProcess } from "./keep-alive";

/** Editors write a file in several steps; one reload is enough. */
const QUIET_MS = 250;
const SOURCES = ["lib", "workers"];

/**
 * Starts processes anew when a TypeScript file changes; a change below `workers/<one>/` concerns only that one.
 *
 * @returns a function that ends the watch
 */
export function reloadOnChange(
  project: string,
  processes: readonly KeptProcess[],
  say: (text: string) => void,
): () => void {
  const changed = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;
  const reload = () => {
    const files = [...changed];
    changed.clear();
    const concerned = processes.filter(
      ({ spec }) => spec.reloads && files.some((file) => concerns(file, spec.name)),
    );
    if (concerned.length === 0) return;
    say(`${namesOf(files)} changed; reloading ${concerned.map(({ spec }) => spec.name).join(", ")}`);
    for (const one of concerned) one.reload();
  };
  const watchers = SOURCES.map((source) =>
    watch(path.join(project, source), { recursive: true }, (_event, name) => {
      if (name === null || !name.endsWith(".ts")) return;
      changed.add(path.posix.join(source, name));
      clearTimeout(quiet);
      quiet = setTimeout(reload, QUIET_MS);
    }),
  );
  return () => {
    clearTimeout(quiet);
    for (const watcher of watchers) watcher.close();
  };
}

const NAMED_MAX = 3;

function namesOf(files: readonly string[]): string {
  const more = files.length - NAMED_MAX;
  const named = files.slice(0, NAMED_MAX).join(", ");
  return more > 0 ? `${named} and ${more} more` : named;
}

/** @param name such as gateway or recognition-2 */
export function concerns(file: string, name: string): boolean {
  const [top, room] = file.split("/");
  if (top !== "workers") return true;
  return room === name.replace(/-\d+$/, "");
}
