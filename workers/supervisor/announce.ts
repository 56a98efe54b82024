import { DEMO_PASSWORD, DEMO_PEOPLE } from "#lib/identity/demo-people";
import type { StackSettings } from "./settings";

/** What the terminal shows when everything answers: where things are, and in the demo who can sign in. */
export function announcement(settings: StackSettings): string {
  const addresses = [
    ["Portal", settings.portalUrl],
    ["API", `${settings.gatewayUrl}   (reference: ${settings.gatewayUrl}/docs)`],
    ["State", settings.dataFolder],
  ] as const;
  const lines = ["", ...table(addresses)];
  if (settings.mode === "demo") {
    lines.push("", `Demo: sign in at ${settings.portalUrl}/sign-in with one click, as one of`);
    lines.push(...table(DEMO_PEOPLE.map(({ email, name, about }) => [email, name, about])));
    lines.push(
      `The password of each is "${DEMO_PASSWORD}". Production mode knows none of them: COUNTERSIGN_MODE=production`,
    );
  }
  return [...lines, ""].join("\n");
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join("  ")}`.trimEnd(),
  );
}
