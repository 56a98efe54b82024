import { env } from "#lib/platform/env";
import { type RegisterEntry, registerFilter } from "#lib/register/entry";
import { registerCsv, registerRecord } from "#lib/register/register-csv";
import { registerFeed } from "#lib/register/register-feed";
import { registerForDownload } from "#lib/register/register-view";
import { FORMATS, type Format } from "../address";

const TYPES: Readonly<Record<Format, { type: string; file: string }>> = {
  csv: { type: "text/csv; charset=utf-8", file: "register.csv" },
  json: { type: "application/json; charset=utf-8", file: "register.json" },
  feed: { type: "application/atom+xml; charset=utf-8", file: "register.xml" },
};

/** What the register's page shows, as data: `?format=csv | json | feed`, with the page's own filters. */
export async function GET(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams);
  const format = FORMATS.find((one) => one === (asked.format ?? "json"));
  if (format === undefined) {
    return new Response("format is csv, json or feed.\n", {
      status: 400,
      headers: { "content-type": "text/plain; charset=utf-8" },
    });
  }
  const entries = await registerForDownload(registerFilter(asked));
  return new Response(write(format, entries), {
    headers: {
      "content-type": TYPES[format].type,
      "content-disposition": `${format === "csv" ? "attachment" : "inline"}; filename="${TYPES[format].file}"`,
      "cache-control": "no-cache",
    },
  });
}

function write(format: Format, entries: readonly RegisterEntry[]): string {
  if (format === "csv") return registerCsv(entries);
  if (format === "feed") return registerFeed(entries, env().portalUrl);
  return `${JSON.stringify({ entries: entries.map(registerRecord) }, null, 2)}\n`;
}
