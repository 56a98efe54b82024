import { createConnection } from "node:net";
import { env } from "#lib/platform/env";
import { AppError } from "#lib/platform/errors";

export type Scan = "clean" | "not_scanned" | "infected";

const CLAMD_PORT = 3310;
const SCAN_MS_MAX = 30_000;
const CHUNK_BYTES = 64 * 1024;

/**
 * Asks the virus scanner, when one is configured, about a document.
 *
 * @returns `not_scanned` without a scanner: the page says so, rather than let silence pass for a clean bill
 * @throws AppError `unavailable` when one is configured and gives no answer: fail closed
 */
export async function scanDocument(bytes: Uint8Array): Promise<Scan> {
  const address = env().CLAMD_HOST;
  if (address === undefined) return "not_scanned";
  const [host = address, port] = address.split(":");
  const answer = await instream({ host, port: port === undefined ? CLAMD_PORT : Number(port) }, bytes).catch(
    () => {
      throw new AppError("unavailable", "The virus scanner does not answer. Try again in a few minutes.");
    },
  );
  if (/\bOK$/.test(answer)) return "clean";
  if (/\bFOUND$/.test(answer)) return "infected";
  throw new AppError("unavailable", "The virus scanner could not read the file. Try again in a few minutes.");
}

/** The INSTREAM command of clamd(8): chunks with a 4-byte length before each, ended by an empty one. */
function instream(server: { host: string; port: number }, bytes: Uint8Array): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(server);
    const parts: Buffer[] = [];
    socket.setTimeout(SCAN_MS_MAX, () => socket.destroy(new Error("the scanner took too long")));
    socket.on("connect", () => {
      socket.write("zINSTREAM\0");
      for (let start = 0; start < bytes.byteLength; start += CHUNK_BYTES) {
        const chunk = bytes.subarray(start, start + CHUNK_BYTES);
        socket.write(lengthOf(chunk.byteLength));
        socket.write(chunk);
      }
      socket.write(lengthOf(0));
    });
    socket.on("data", (part) => parts.push(part));
    socket.on("error", reject);
    socket.on("close", () => resolve(Buffer.concat(parts).toString("utf8").replace(/\0$/, "").trim()));
  });
}

function lengthOf(bytes: number): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes);
  return length;
}
