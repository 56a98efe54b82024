import { readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { describeGrant } from "#lib/grants/describe-grant";
import type { GrantTerms } from "#lib/grants/terms";
import { useGrantWords } from "../../app/_messages/grant-words";
import { TERMS } from "../rooms/grants/terms-fixture";
import { inLanguage } from "../support/in-language";

const EVERY: readonly GrantTerms[] = [
  TERMS,
  {
    ...TERMS,
    operations: ["liveness", "enrol", "identify_1_n", "search_post_event"],
    purposes: ["media_archive", "other"],
    modes: ["user", "staff", "post_event", "real_time"],
    consent: TERMS.consent === "not" ? "required" : "not",
    instrument: TERMS.instrument === "not" ? "required" : "not",
    humanReview: "one",
    retention: { probeSeconds: 0, templateDays: 1, resultHours: 1 },
    ratePerSecond: 1,
    conditions: ["A staffed lane stands beside each gate."],
  },
  { ...TERMS, humanReview: "two_blind", conditions: ["entrance_sign", "single_case_key"] },
];

function Sentences({ terms }: { terms: GrantTerms }) {
  const say = useGrantWords();
  return describeGrant(terms).map(({ clause, sentence, machine }) => (
    <p key={machine}>{say(clause) ?? <q>{sentence}</q>}</p>
  ));
}

function shown(language: "en" | "fr" | "es", terms: GrantTerms): string[] {
  const html = renderToStaticMarkup(inLanguage(language, <Sentences terms={terms} />));
  return [...html.matchAll(/<p>(.*?)<\/p>/gs)].map(([, text]) => (text ?? "").replaceAll("&#x27;", "'"));
}

describe("the clauses of a grant", () => {
  it("are in the portal's English what certificates and the API say, but for conditions, which are the policy's", () => {
    for (const terms of EVERY) {
      const ours = describeGrant(terms).filter(({ clause }) => clause.kind !== "condition");
      expect(shown("en", terms)).toEqual(
        expect.arrayContaining(endings(ours.map(({ sentence }) => sentence))),
      );
    }
  });

  it.each(["fr", "es"] as const)("are all in %s, but for what a person typed", (language) => {
    for (const terms of EVERY) {
      const english = new Set(describeGrant(terms).map(({ sentence }) => sentence));
      const said = shown(language, terms);
      expect(said.filter((sentence) => english.has(sentence))).toEqual([]);
      expect(said.filter((sentence) => /_|undefined|grant\./.test(sentence))).toEqual([]);
      expect(said.filter((sentence) => sentence.startsWith("<q>"))).toHaveLength(
        terms.conditions.filter((condition) => condition.includes(" ")).length,
      );
    }
  });

  it("have words for every condition of the pack in force, in English the pack's own", () => {
    const { conditions } = JSON.parse(readFileSync("prisma/packs/2026-11.json", "utf8")) as {
      conditions: { id: string; text: string }[];
    };
    for (const { id, text } of conditions) {
      expect(shown("en", { ...TERMS, conditions: [id] })).toContain(text);
      expect(shown("fr", { ...TERMS, conditions: [id] })).not.toContain(text);
    }
  });
});

/** The moment of the end is written as the page writes moments. */
function endings(sentences: readonly string[]): string[] {
  return sentences.filter((sentence) => !sentence.startsWith("Ends at "));
}
