import type { IssuedCertificate } from "#lib/certificates/certificate-view";

/** A certificate as a download, as `npm run verify-ledger` takes it. */
export function certificateResponse({ reference, text }: IssuedCertificate): Response {
  return new Response(text, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": `attachment; filename="${reference}-certificate.json"`,
      "x-content-type-options": "nosniff",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}
