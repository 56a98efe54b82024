import { packForDownload } from "#lib/policy/public-view";

/** The pack in force as the bytes that its digest is taken of: `curl … | sha256sum` gives the digest on the page. */
export async function GET(): Promise<Response> {
  const { version, text } = await packForDownload();
  return new Response(text, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `inline; filename="policy-pack-${version}.json"`,
      "cache-control": "no-cache",
    },
  });
}
