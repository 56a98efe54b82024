const NAMED = ["NotAllowedError", "InvalidStateError", "SecurityError"] as const;

/**
 * What went wrong with a passkey in the browser, as the key of its words in the area `ui`. Names as WebAuthn Level 3
 * §5.1.3 and §5.1.4 have them.
 */
export function passkeyFailure(error: unknown): `passkeyFailure.${(typeof NAMED)[number] | "other"}` {
  const { name } = Object(error) as { name?: unknown };
  return `passkeyFailure.${NAMED.find((one) => one === name) ?? "other"}`;
}
