import { readdirSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { STAGES } from "#lib/applications/stage";
import { Said } from "#ui/said";
import { inLanguage } from "../support/in-language";
import { saidIn } from "./refusals-in-source";

/** Sources whose refusals only staff meet, or the API alone says. */
const NOT_OF_APPLICANTS = new Set([
  ...["ask-applicant", "record-finding", "rescreen-application", "verify-evidence"].map(
    (name) => `lib/applications/${name}.ts`,
  ),
  ...["move-to-pack", "take-back-request"].map((name) => `lib/applications/${name}.ts`),
  "lib/keys/authenticate-key.ts",
  "lib/keys/erase-subject.ts",
]);
const ROOMS = ["applications", "keys", "identity", "own-data", "notices"];
const SINGLE = [
  "lib/reviews/appeal-contract.ts",
  "lib/reviews/file-appeal.ts",
  "lib/findings/answer-finding.ts",
  "lib/webhooks/replay-delivery.ts",
  "lib/concerns/contract.ts",
  "lib/concerns/filing-limit.ts",
];

/** What an applicant's form can be refused with, as the sources say it; "3" stands in each gap. */
function refusals(): string[] {
  const rooms = ROOMS.flatMap((room) =>
    readdirSync(`lib/${room}`, { recursive: true, encoding: "utf8" })
      .filter((file) => file.endsWith(".ts"))
      .map((file) => `lib/${room}/${file}`),
  );
  const contracts = readdirSync("lib/policy")
    .filter((file) => file.startsWith("contract") || file === "fields.ts" || file === "field-errors.ts")
    .map((file) => `lib/policy/${file}`);
  return [...rooms, ...contracts, ...SINGLE]
    .filter((file) => !NOT_OF_APPLICANTS.has(file))
    .flatMap((file) => saidIn(file))
    .filter((text) => text !== "Shorten it: 3"); // round another message, as below
}
function shown(language: "en" | "fr" | "es", text: string): string {
  return renderToStaticMarkup(inLanguage(language, <Said>{text}</Said>));
}

describe("what rooms say of an applicant's form", () => {
  it.each(["fr", "es"] as const)("is in %s, every sentence of it", (language) => {
    const all = refusals();
    expect(all.length).toBeGreaterThan(130);
    expect(all.filter((text) => shown(language, text).startsWith('<span lang="en">'))).toEqual([]);
  });

  it("keeps the figures that it has", () => {
    expect(shown("fr", "The name, up to 300 characters")).toBe("Un texte de 300 caractères au plus");
    expect(shown("es", "Shorten it: The name, up to 4000 characters")).toContain("4000");
  });

  it("says what stands in a gap in the page's language too, where it is a word of the product", () => {
    expect(shown("fr", "This needs the role admin or signatory in your organisation.")).toBe(
      "Il y faut le rôle administrateur ou signataire dans votre organisation.",
    );
    expect(shown("es", "Too many tries. Please send this again in a minute.")).toContain("1 minuto");
    expect(shown("fr", "This question is not answered in time already.")).toContain("sans réponse");
    const { in_review, draft } = STAGES;
    const moved = `The case is at “${draft.label}”; it cannot go to “${in_review.label}”.`;
    expect(shown("es", moved)).not.toContain(draft.label);
    expect(shown("fr", "Type your name as it is in your account: Ada {name} $&")).toMatch(
      / : Ada \{name\} \$&amp;$/,
    );
  });

  it("is marked as English where nobody has translated it", () => {
    expect(shown("fr", "Something new")).toBe('<span lang="en">Something new</span>');
    expect(shown("en", "Something new")).toBe("Something new");
  });
});
