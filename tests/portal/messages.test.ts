import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { EDGES } from "#lib/applications/application";
import * as assuranceLists from "#lib/applications/form/assurance-labels";
import type { Field } from "#lib/applications/form/field";
import * as lists from "#lib/applications/form/labels";
import { STEPS } from "#lib/applications/form/steps";
import { ENDING_WORDS } from "#lib/applications/information";
import { REASONS, STAGES } from "#lib/applications/stage";
import { CONCERN_WORDS, FILED_AS_WORDS } from "#lib/concerns/concern";
import { LANES } from "#lib/identity/roles";
import { en } from "../../app/_messages/en";
import { es } from "../../app/_messages/es";
import { fr } from "../../app/_messages/fr";
import { directionOf, languageFor, languageOfPage } from "../../app/_messages/languages";
import packEn from "../../app/_messages/pack/en.json";
import packEs from "../../app/_messages/pack/es.json";
import packFr from "../../app/_messages/pack/fr.json";
import { packWords } from "../../app/_messages/pack-words";
import { listOf, stepsIn } from "../../app/_messages/steps";
import { PACK } from "../rooms/policy/samples";

/** Texts by their full key, `area.part.key`. */
function texts(of: unknown, under = ""): Map<string, string> {
  if (typeof of === "string") return new Map([[under, of]]);
  const parts = Object.entries(Object(of)).map(([key, value]) =>
    texts(value, under === "" ? key : `${under}.${key}`),
  );
  return new Map(parts.flatMap((part) => [...part]));
}

/** What a sentence is filled with, and what stands in tags. */
function placeholders(text: string): string[] {
  const found = [...text.matchAll(/\{(\w+)(?=[,}])|<\/?(\w+)>/g)].map(([, name, tag]) => name ?? `<${tag}>`);
  return [...new Set(found)].sort();
}

/** What a button says is the page's, not the form's. */
function withoutAdd<Any extends object>(field: Any): Any {
  return Object.fromEntries(Object.entries(field).filter(([name]) => name !== "add")) as Any;
}

/** The sources of pages below a folder. */
function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), "utf8"));
}

const ENGLISH = texts(en);

/** The same in two languages, and rightly so: names, codes, and words that both have. */
const SAME = JSON.parse(readFileSync(new URL("./messages-alike.json", import.meta.url), "utf8")) as Readonly<
  Record<string, readonly string[]>
>;

describe.each([
  ["fr", fr],
  ["es", es],
] as const)("the catalogue in %s", (language, messages) => {
  const translated = texts(messages);

  it("has every text of the English one, and no other", () => {
    expect([...translated.keys()].sort()).toEqual([...ENGLISH.keys()].sort());
  });

  it("leaves no text empty", () => {
    expect([...translated].filter(([, text]) => text.trim() === "")).toEqual([]);
  });

  it("fills the same places and keeps the same tags", () => {
    const differing = [...translated].filter(
      ([key, text]) => placeholders(text).join() !== placeholders(ENGLISH.get(key) ?? "").join(),
    );
    expect(differing).toEqual([]);
  });

  it("leaves no English standing", () => {
    const alike = [...translated].filter(([key, text]) => ENGLISH.get(key) === text).map(([key]) => key);
    expect(alike.filter((key) => !(SAME[language] ?? []).includes(key))).toEqual([]);
  });

  it("quotes nothing by a straight apostrophe", () => {
    expect([...translated].filter(([, text]) => text.includes("'"))).toEqual([]);
  });
});

describe("the English catalogue", () => {
  it("says of each choice what the form says", () => {
    const { choicesOf: _, ...labels } = lists;
    expect(en.labels).toEqual({ ...labels, ...assuranceLists });
    expect(en.concern.filedAs).toEqual(FILED_AS_WORDS);
    const states = Object.entries(CONCERN_WORDS).map(([state, { label, meaning }]) => [
      state,
      { label, meaning },
    ]);
    expect(en.concern.state).toEqual(Object.fromEntries(states));
  });

  it("asks of each step what the form asks", () => {
    const own = stepsIn(en).map(({ fields, ...step }) => ({ ...step, fields: fields.map(withoutAdd) }));
    expect(own).toEqual(STEPS);
  });

  it("has a list in every language for each choice of the form", () => {
    const fields = STEPS.flatMap((step) =>
      step.fields.flatMap((field): readonly Field[] =>
        field.kind === "rows" ? [field, ...field.fields] : [field],
      ),
    );
    const without = fields.filter(
      (field) => (field.kind === "choice" || field.kind === "choices") && listOf(field.options) === undefined,
    );
    expect(without.map(({ name }) => name)).toEqual([]);
  });

  it("says of each stage and reason what a case says", () => {
    const stages = Object.entries(STAGES).map(([state, { tone: _, holder, ...words }]) => [
      state,
      holder === null ? words : { ...words, holder },
    ]);
    expect(en.stages.state).toEqual(Object.fromEntries(stages));
    expect(en.stages.reason).toEqual(REASONS);
  });

  it("has a word for everyone who moves a case, every lane and every ending of a question", () => {
    const movers = EDGES.flatMap(({ who }) => [...(who.staff ?? []), ...(who.members ?? [])]);
    expect(Object.keys(en.status.by)).toEqual(expect.arrayContaining([...movers, "service"]));
    expect(Object.keys(en.status.lane)).toEqual([...LANES]);
    expect(Object.keys(en.status.question.state)).toEqual(["open", ...Object.keys(ENDING_WORDS)]);
  });

  it("has no area that nothing reads", () => {
    const pages = sources("app");
    const reads = (area: string) =>
      new RegExp(
        `Translations\\("${area}[".]|\\{[^}]*\\b${area}\\b[^}]*\\} = (?:useMessages|await getMessages)|messages\\.${area}\\b`,
      );
    const unread = Object.keys(en).filter((area) => !pages.some((source) => reads(area).test(source)));
    expect(unread).toEqual([]);
  });

  it("reaches the browser with each client component that reads it", () => {
    for (const group of ["(public)", "(auth)", "(portal)"]) {
      const layout = readFileSync(`app/${group}/layout.tsx`, "utf8");
      const given = (/areas=\{\[(.*?)\]\}/s.exec(layout)?.[1] ?? "").match(/\w+/g) ?? [];
      const read = sources(`app/${group}`)
        .filter((source) => source.startsWith('"use client"'))
        .flatMap((source) => [...source.matchAll(/useTranslations\("(\w+)/g)].map(([, area]) => area ?? ""));
      const missing = read.filter((area) => ![...given, "shell", "ui"].includes(area));
      expect({ group, missing }).toEqual({ group, missing: [] });
    }
  });
});

describe("the policy's text in other languages", () => {
  it("stands beside the very text that the pack in force has", () => {
    const own = new Map([
      ...PACK.rules.map(({ id, title }) => [`${id}.title`, title] as const),
      ...PACK.factors.flatMap(({ id, name, question }) => [
        [`${id}.name`, name] as const,
        [`${id}.question`, question] as const,
      ]),
    ]);
    expect(new Map(Object.entries(packEn))).toEqual(own);
    expect(Object.keys(packFr)).toEqual(Object.keys(packEn));
    expect(Object.keys(packEs)).toEqual(Object.keys(packEn));
  });

  it("is not shown for a text that has changed since", () => {
    const [of = "", text = ""] = Object.entries(packEn)[0] ?? [];
    expect(packWords("fr", of, text)).not.toBeNull();
    expect(packWords("fr", of, `${text} Or otherwise.`)).toBeNull();
    expect(packWords("fr", "HS99.title", "Nothing of ours")).toBeNull();
  });
});

describe("the language of a page", () => {
  it("is what was chosen, else the best that the browser asks for, else English", () => {
    expect(languageFor("es", "fr")).toBe("es");
    expect(languageFor(undefined, "de, fr;q=0.5, es-MX;q=0.9")).toBe("es");
    expect(languageFor("klingon", "de;q=1, FR-ca;q=0.1, en;q=0")).toBe("fr");
    expect(languageFor(undefined, null)).toBe("en");
    expect(languageFor(undefined, ";;;q=,,=")).toBe("en");
  });

  it("is English for staff, and the reader's own everywhere else", () => {
    expect(languageOfPage("/review/app_1")).toBe("en");
    expect(languageOfPage("/operate")).toBe("en");
    expect(languageOfPage("/reviewers")).toBeNull();
    expect(languageOfPage("/applications/app_1/review")).toBeNull();
  });

  it("runs the way that its script is written", () => {
    expect(["en", "fr", "es"].map(directionOf)).toEqual(["ltr", "ltr", "ltr"]);
    expect(["ar", "he-IL", "fa"].map(directionOf)).toEqual(["rtl", "rtl", "rtl"]);
  });
});
