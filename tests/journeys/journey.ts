import type { Browser } from "playwright-core";

/** One journey: where it goes, and what is known of it so far. */
export type Journey = {
  browser: Browser;
  portalUrl: string;
  gatewayUrl: string;
  /** What the applicant calls it; no other case is called so. */
  title: string;
  applicationId?: string;
  /** As people name the case: APP-2026-000001. */
  reference?: string;
  key?: { name: string; secret: string };
};

/** What an earlier step found out; this step is void without it. */
export function known<Name extends "applicationId" | "reference" | "key">(
  journey: Journey,
  name: Name,
): NonNullable<Journey[Name]> {
  const value = journey[name];
  if (value === undefined) throw new Error(`an earlier step of the journey failed: there is no ${name}`);
  return value;
}
