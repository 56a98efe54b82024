import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from "node:fs";

const POLL_MS = 400;
const CHUNK_BYTES = 64 * 1024;
const KEPT_BYTES = 20 * 1024 * 1024;
const WARN_LEVEL = 40;

/** A process's log file, opened for it to write to. The processes write by themselves: a supervisor that is killed must not take their output with it. */
export function openLog(file: string): number {
  try {
    if (statSync(file).size > KEPT_BYTES) renameSync(file, `${file}.1`);
  } catch {
    // The first start has none.
  }
  return openSync(file, "a", 0o600);
}

/**
 * Repeats warnings and errors that are added to a log from now on.
 *
 * @returns a function that reads what is left and ends it
 */
export function followLog(file: string, onTrouble: (line: string) => void): () => void {
  const handle = openSync(file, "r");
  let position = fstatSync(handle).size;
  let rest = "";
  const buffer = Buffer.alloc(CHUNK_BYTES);
  const read = () => {
    for (;;) {
      const count = readSync(handle, buffer, 0, CHUNK_BYTES, position);
      if (count === 0) return;
      position += count;
      const lines = (rest + buffer.toString("utf8", 0, count)).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        const trouble = troubleIn(line);
        if (trouble !== undefined) onTrouble(trouble);
      }
    }
  };
  const timer = setInterval(read, POLL_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    read();
    closeSync(handle);
  };
}

/**
 * What a log line has to say to whoever looks at the terminal.
 *
 * @returns undefined for lines below a warning
 */
export function troubleIn(line: string): string | undefined {
  if (!line.startsWith("{")) return /(error|fatal)\b|⨯/i.test(line) ? line.trim() : undefined;
  try {
    const entry = JSON.parse(line) as { level?: number; msg?: string; err?: { message?: string } };
    if ((entry.level ?? 0) < WARN_LEVEL) return undefined;
    return [entry.msg, entry.err?.message].filter((part) => part !== undefined && part !== "").join(": ");
  } catch {
    return undefined;
  }
}
