import http from "node:http";
import https from "node:https";
import { isIP } from "node:net";
import { hostOf, readEndpointUrl } from "./endpoint-url";
import { findAddress, type Resolve } from "./find-address";

/** What came of one attempt. `error` is a closed code; a redirect is an answer like any other, and not followed. */
export type Posted = { status: number; error: null } | { status: null; error: PostError };
export type PostError = "name_unknown" | "address_refused" | "timed_out" | "connection_failed";

export type PostOptions = { toLoopback: boolean; resolve?: Resolve; timeoutMs?: number };

const TIMEOUT_MS = 15_000;
const ANSWER_BYTES_MAX = 16_384;

/** Sends one body to one address that was judged beforehand: the connection is made there and nowhere else. */
export async function postMessage(
  { url: text, headers, body }: { url: string; headers: Record<string, string>; body: string },
  { timeoutMs = TIMEOUT_MS, ...options }: PostOptions,
): Promise<Posted> {
  const read = readEndpointUrl(text, options);
  if (!read.ok) return { status: null, error: "address_refused" };
  const found = await findAddress(read.url, options);
  if (!found.ok) return { status: null, error: found.error };

  const { url } = read;
  const host = hostOf(url);
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const request = (url.protocol === "https:" ? https : http).request(
      {
        host: found.address,
        family: found.family,
        port: url.port === "" ? undefined : Number(url.port),
        path: `${url.pathname}${url.search}`,
        method: "POST",
        // Its own connection each time, with the certificate of the name rather than of the address.
        agent: false,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        signal,
        headers: {
          host: url.host,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "user-agent": "Countersign-Webhooks/1",
          ...headers,
        },
      },
      (response) => {
        resolve({ status: response.statusCode ?? 0, error: null });
        let bytes = 0;
        response.on("error", () => request.destroy());
        response.on("data", (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > ANSWER_BYTES_MAX) request.destroy();
        });
      },
    );
    request.on("error", () =>
      resolve({ status: null, error: signal.aborted ? "timed_out" : "connection_failed" }),
    );
    request.end(body);
  });
}
