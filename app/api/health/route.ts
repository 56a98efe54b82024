import { databaseNow, read } from "#lib/platform/db";

export const dynamic = "force-dynamic";

/** Whether the portal answers and reaches its database. */
export async function GET(): Promise<Response> {
  try {
    await read(databaseNow);
    return Response.json({ status: "ok" }, { headers: { "cache-control": "no-store" } });
  } catch {
    return Response.json(
      { status: "database unreachable" },
      { status: 503, headers: { "retry-after": "5" } },
    );
  }
}
