/**
 * A document, to be saved and not to be run: an attachment that no browser may take for a page of ours, since what
 * an applicant uploads is never trusted markup here.
 */
export function documentResponse(document: {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array;
}): Response {
  const { fileName, mediaType, bytes } = document;
  return new Response(new Uint8Array(bytes), {
    headers: {
      "content-type": mediaType,
      "content-length": String(bytes.byteLength),
      // RFC 6266 and RFC 8187: the plain name for old clients, the true one in UTF-8.
      "content-disposition": `attachment; filename="document"; filename*=UTF-8''${encodeRfc8187(fileName)}`,
      "x-content-type-options": "nosniff",
      "content-security-policy": "sandbox; default-src 'none'",
      "cross-origin-resource-policy": "same-origin",
    },
  });
}

/** RFC 8187 leaves fewer characters alone than encodeURIComponent does. */
function encodeRfc8187(text: string): string {
  return encodeURIComponent(text).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
