import { readFileSync } from "node:fs";

/** How often: a decoder fills a gigabyte in about as long. */
const EVERY_MS = 100;

/**
 * Looks at the resident memory of another process while it works: native and WebAssembly allocations count as well,
 * which no limit of Node's own knows of. Where there is no `/proc` nothing is watched.
 *
 * @param onOver called once, when the process holds more than `bytesMax`
 * @returns ends the watch
 * @see proc_pid_status(5), `VmRSS`
 */
export function watchMemory(pid: number | undefined, bytesMax: number, onOver: () => void): () => void {
  const timer = setInterval(() => {
    if (pid === undefined || (residentBytes(pid) ?? 0) <= bytesMax) return;
    clearInterval(timer);
    onOver();
  }, EVERY_MS);
  return () => clearInterval(timer);
}

function residentBytes(pid: number): number | null {
  try {
    const [, kilobytes] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
    return kilobytes === undefined ? null : 1024 * Number(kilobytes);
  } catch {
    return null; // it has ended, or there is no /proc
  }
}
