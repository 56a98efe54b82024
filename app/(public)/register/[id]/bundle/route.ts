import { bundleText } from "#lib/ledger/bundle";
import { exportBundle } from "#lib/ledger/export-bundle";
import { AppError } from "#lib/platform/errors";
import { registerDetail } from "#lib/register/register-view";

type Context = { params: Promise<{ id: string }> };

/** The part of the ledger that an entry of the register rests on; `npm run verify-ledger` and the page judge it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  try {
    const { entry } = await registerDetail((await params).id);
    const bundle = await exportBundle({ subjectId: entry.subjectId });
    return new Response(bundleText(bundle), {
      headers: {
        "content-type": "application/json; charset=utf-8",
        "content-disposition": `inline; filename="${entry.id}.bundle.json"`,
        "cache-control": "no-cache",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return new Response(`${error.detail}\n`, {
      status: error.status,
      headers: { "content-type": "text/plain; charset=utf-8", "cache-control": "no-store" },
    });
  }
}
