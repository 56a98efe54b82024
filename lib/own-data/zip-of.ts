import { Readable } from "node:stream";
import { ZipFile } from "yazl";
import { type ExportFile, manifestOf } from "./export-file";

/**
 * The files and their manifest as one ZIP, written as it is read: a file's bytes are fetched when its turn comes. A file
 * that cannot be read ends the stream with an error, so that a part is never taken for the whole.
 */
export function zipOf(files: readonly ExportFile[], at: Date): ReadableStream<Uint8Array> {
  const zip = new ZipFile();
  const output = Readable.from(zip.outputStream);
  zip.on("error", (error) => output.destroy(error));
  for (const { path, bytes, read } of [...files, manifestOf(files)]) {
    zip.addReadStreamLazy(path, { mtime: at, size: bytes }, (give) => {
      read().then(
        (content) => give(null, Readable.from([content])),
        (error: unknown) => give(error, Readable.from([])),
      );
    });
  }
  zip.end();
  return Readable.toWeb(output) as ReadableStream<Uint8Array>;
}
