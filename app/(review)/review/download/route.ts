import { AppError } from "#lib/platform/errors";
import { queueCsv, queueRecord } from "#lib/reviews/queue-csv";
import { queueFilter } from "#lib/reviews/queue-filter";
import { queueForDownload } from "#lib/reviews/queue-view";
import { runRoute } from "../../../_edge/run-route";

/** What the queue's page shows, all its pages, as data: `?format=csv | json`, with the page's own filters. */
export function GET(request: Request): Promise<Response> {
  return runRoute(request, async (actor) => {
    const asked = Object.fromEntries(new URL(request.url).searchParams);
    const format = asked.format ?? "json";
    if (format !== "csv" && format !== "json") {
      throw new AppError("invalid_request", "format is csv or json.");
    }
    const rows = await queueForDownload(actor, queueFilter(asked));
    const body = format === "csv" ? queueCsv(rows) : `${JSON.stringify({ cases: rows.map(queueRecord) })}\n`;
    return new Response(body, {
      headers: {
        "content-type": format === "csv" ? "text/csv; charset=utf-8" : "application/json; charset=utf-8",
        "content-disposition": `attachment; filename="queue.${format}"`,
        "x-content-type-options": "nosniff",
      },
    });
  });
}
