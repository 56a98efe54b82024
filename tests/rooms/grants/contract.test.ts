import { describe, expect, it } from "vitest";
import { throwSwitchForm } from "#lib/grants/contract";
import { newId } from "#lib/platform/ids";

const reads = (scope: string, value: string) =>
  throwSwitchForm.safeParse({ scope, value, reason: "drill" }).success;

describe("the form of a kill switch", () => {
  it.each([
    ["global", ""],
    ["tenant", newId("org")],
    ["operation", "verify_1_1"],
    ["operation", "detect"],
    ["model", "mobilefacenet-r2"],
    ["jurisdiction", "GB"],
    ["jurisdiction", "US-IL"],
  ])("takes what can be switched off: %s %s", (scope, value) => {
    expect(reads(scope, value)).toBe(true);
  });

  it.each([
    ["tenant", "Northwind Airways"],
    ["operation", "verify"],
    ["model", ""],
    ["jurisdiction", "UK"],
    ["jurisdiction", "gb"],
    ["jurisdiction", "Illinois"],
    ["planet", "earth"],
  ])("refuses what would look thrown and stop nothing: %s %s", (scope, value) => {
    expect(reads(scope, value)).toBe(false);
  });
});
