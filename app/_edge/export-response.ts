import type { DataExport } from "#lib/own-data/organisation-export";
import { zipOf } from "#lib/own-data/zip-of";

/** An export as a download, sent as it is put together. Its length is not known before. */
export function exportResponse({ files, fileName, at }: DataExport): Response {
  return new Response(zipOf(files, at), {
    headers: {
      "content-type": "application/zip",
      "content-disposition": `attachment; filename="${fileName}"`,
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
