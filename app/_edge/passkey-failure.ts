/** What went wrong with a passkey in the browser, for people. Names as WebAuthn Level 3 §5.1.3 and §5.1.4 have them. */
export function passkeyFailure(error: unknown): string {
  const { name } = Object(error) as { name?: unknown };
  switch (name) {
    case "NotAllowedError":
      return "Nothing was confirmed: it was cancelled, or took too long.";
    case "InvalidStateError":
      return "This device has a passkey of yours already.";
    case "SecurityError":
      return "Your browser keeps no passkeys for this address.";
    default:
      return "Your browser could not use a passkey. Try again, or use another means.";
  }
}
