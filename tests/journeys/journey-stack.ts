import { freePort } from "#lib/platform/free-port";
import { startTestStack } from "#tests/support/stack";

export type JourneyStack = { portalUrl: string; gatewayUrl: string; end: () => Promise<void> };

/**
 * A system of the test's own; or, while pages are being written, the running demo that PORTAL_URL and GATEWAY_URL
 * name, which is left as it is at the end.
 */
export async function journeyStack(): Promise<JourneyStack> {
  const { PORTAL_URL, GATEWAY_URL } = process.env;
  if (PORTAL_URL && GATEWAY_URL) {
    return { portalUrl: PORTAL_URL, gatewayUrl: GATEWAY_URL, end: async () => undefined };
  }
  // By its name, and not by its number: browsers keep passkeys for names alone.
  const port = await freePort();
  const env = { PORTAL_PORT: String(port), PORTAL_URL: `http://localhost:${port}` };
  const stack = await startTestStack({ env });
  return {
    portalUrl: stack.portalUrl,
    gatewayUrl: stack.gatewayUrl,
    end: async () => {
      await stack.stop();
      stack.remove();
    },
  };
}
