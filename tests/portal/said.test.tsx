import { readdirSync, readFileSync } from "node:fs";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Said } from "#ui/said";
import { inLanguage } from "../support/in-language";

/** Sources whose refusals only staff meet. */
const FOR_STAFF = ["ask-applicant", "record-finding", "rescreen-application", "verify-evidence"];

/** What the API alone says. */
const NOT_IN_PAGES = ["authenticate-key.ts", "erase-subject.ts"];
/** Rooms behind the pages of the account, the organisation, the inbox and the keys. */
const ROOMS_OF_ACCOUNTS = ["keys", "identity", "own-data", "notices"];

/** What an applicant's form can be refused with, as the sources say it. */
function refusals(): string[] {
  const rooms = readdirSync("lib/applications", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !FOR_STAFF.includes(file.slice(0, -3)))
    .map((file) => `lib/applications/${file}`);
  const contracts = readdirSync("lib/policy")
    .filter((file) => file.startsWith("contract") || file === "fields.ts" || file === "field-errors.ts")
    .map((file) => `lib/policy/${file}`);
  const accounts = ROOMS_OF_ACCOUNTS.flatMap((room) =>
    readdirSync(`lib/${room}`)
      .filter((file) => file.endsWith(".ts") && !NOT_IN_PAGES.includes(file))
      .map((file) => `lib/${room}/${file}`),
  );
  const said = /(?:error|Error =|message): ?"([^"]+)"|AppError\(\s*"\w+",\s*"([^"]+)"/g;
  // `.max(80, "at most 80 characters")`
  const ofChecks =
    /\.(?:min|max|length|regex|email|int|refine)\((?:[^()"]|\([^()]*\))*?,\s*"([^"]+)"\s*,?\s*\)/g;
  return [
    ...found([...rooms, ...contracts, ...accounts], said),
    ...found(
      accounts.filter((file) => file.endsWith("contract.ts")),
      ofChecks,
    ),
  ];
}

function found(files: readonly string[], pattern: RegExp): string[] {
  return files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(pattern)].map(([, one, other]) => one ?? other ?? ""),
  );
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

  it("is marked as English where nobody has translated it", () => {
    expect(shown("fr", "Something new")).toBe('<span lang="en">Something new</span>');
    expect(shown("en", "Something new")).toBe("Something new");
  });
});
