import { readFileSync } from "node:fs";

const KILOBYTES = 1_024;

/**
 * The most resident memory that this process ever took, MB.
 *
 * On Linux from `VmHWM`: what `getrusage` calls the maximum begins with that of the parent at its fork (getrusage(2),
 * kept across exec), and the bench's own process made large pictures before it started this one.
 */
export function peakRssMb(): number {
  return Math.round((highWaterKb() ?? process.resourceUsage().maxRSS) / KILOBYTES);
}

/** `null` where there is no such file. */
function highWaterKb(): number | null {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes);
  } catch {
    return null;
  }
}
