import { certificatePdf } from "#lib/certificates/certificate-pdf";
import type { IssuedCertificate } from "#lib/certificates/certificate-view";

/** A certificate as a download: as `npm run verify-ledger` takes it, or, with `?format=pdf`, to read and to print. */
export async function certificateResponse(request: Request, issued: IssuedCertificate): Promise<Response> {
  const isPdf = new URL(request.url).searchParams.get("format") === "pdf";
  const { reference, text } = issued;
  const body = isPdf ? new Uint8Array(await certificatePdf(issued)) : text;
  return new Response(body, {
    headers: {
      "content-type": isPdf ? "application/pdf" : "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${reference}-certificate.${isPdf ? "pdf" : "json"}"`,
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
