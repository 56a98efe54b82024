import type { Effect } from "#lib/policy/pack-parts";
import type { Tone } from "#ui/state-badge";

export const EFFECT_WORDS: Readonly<Record<Effect, { word: string; tone: Tone; says: string }>> = {
  deny: { word: "refuses", tone: "bad", says: "The application is refused." },
  block: { word: "blocks until met", tone: "warn", says: "The application waits." },
  instrument: {
    word: "an order per use",
    tone: "warn",
    says: "People may review it; no key works without a judge's order for the use at hand.",
  },
  sign_off: { word: "one approver more", tone: "info", says: "One approver more signs." },
  condition: { word: "imposes a condition", tone: "info", says: "An approval carries conditions." },
  none: { word: "silent", tone: "plain", says: "Nothing is refused; the tier or the conditions change." },
};

export const STATUS_WORDS = {
  in_force: "law in force",
  future: "law to come",
  company_policy: "company policy",
  not_enacted: "proposed law, never enacted; applied as company policy",
} as const;

export const LANE_WORDS: Readonly<Record<string, string>> = {
  legal: "legal",
  privacy: "privacy",
  technical: "technical",
  fairness: "fairness",
  security: "security",
  ethics: "ethics",
  compliance: "compliance",
};

export const DAY = new Intl.DateTimeFormat("en-GB", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});

/** A calendar day as people write it. */
export function dayWords(day: string): string {
  return DAY.format(new Date(`${day}T00:00:00Z`));
}
