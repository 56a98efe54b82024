import { describe, expect, it } from "vitest";
import { linkMail } from "#lib/identity/mail-texts";
import { TEXTS } from "#lib/notices/notice-texts";
import { OTHER_EVENTS } from "#lib/notices/other-events";
import { kindLabel, renderNotice, templateName } from "#lib/notices/templates";
import { TURNS } from "#lib/notices/turns";
import { dayIn, LANGUAGES, type Language, numberIn } from "#lib/platform/language";
import { fillCount, fillText } from "#lib/platform/mail/fill-text";
import identityEn from "../../../lib/identity/texts/en.json";
import identityEs from "../../../lib/identity/texts/es.json";
import identityFr from "../../../lib/identity/texts/fr.json";

const NAMES = [...Object.entries(TURNS), ...Object.entries(OTHER_EVENTS)].flatMap(([event, rows]) =>
  rows.map((telling) => templateName(event, telling)),
);
const FACTS = {
  reference: "APP-2026-0007",
  role: "signatory",
  what: "passkey_added",
  days: "14",
  percent: "80",
};

/** Texts by their full key, places of a list included. */
function textsIn(of: unknown, under = ""): Map<string, string> {
  if (typeof of === "string") return new Map([[under, of]]);
  return new Map(Object.entries(Object(of)).flatMap(([key, part]) => [...textsIn(part, `${under}.${key}`)]));
}

const placesIn = (text: string) => [...new Set(text.match(/\{[a-z]+\}/g) ?? [])].sort();
const placesOf = (words: unknown) => placesIn([...textsIn(words).values()].join(" "));

const IDENTITY: Readonly<Record<Language, unknown>> = { en: identityEn, fr: identityFr, es: identityEs };
/** Right as they stand in both: a line that is all facts. */
const ALIKE = ["fr.mail.line", "es.mail.line"];

describe.each(LANGUAGES)("what is told, in %s", (language) => {
  const texts = TEXTS[language];

  it("has words for each row of the table, and for none besides", () => {
    expect(Object.keys(texts.templates).sort()).toEqual([...NAMES].sort());
    const withoutBodies = (of: unknown) => [...textsIn(of).keys()].filter((key) => !key.includes(".body."));
    expect(withoutBodies(texts)).toEqual(withoutBodies(TEXTS.en));
    expect([...textsIn(IDENTITY[language]).keys()]).toEqual([...textsIn(identityEn).keys()]);
  });

  it("says each whole, with every fact in its place and in words", () => {
    for (const name of NAMES) {
      const { subject, body } = renderNotice(language, name, FACTS);
      const said = [subject, ...body].join(" ");
      expect(said, name).not.toMatch(/[{}–]|passkey_added/);
      expect(
        body.every((sentence) => /[.!?]$/.test(sentence)),
        name,
      ).toBe(true);
    }
  });

  it("fills the same places with the same facts as the English", () => {
    for (const [name, words] of Object.entries(texts.templates)) {
      const english = Object.entries(TEXTS.en.templates).find(([one]) => one === name)?.[1];
      expect(placesOf(words), name).toEqual(placesOf(english));
      expect(placesIn(words.subject), name).toEqual(placesIn(english?.subject ?? ""));
    }
    const { kinds: _, templates: __, ...rest } = texts;
    for (const [key, text] of [...textsIn(rest), ...textsIn(IDENTITY[language])]) {
      const english = textsIn(TEXTS.en).get(key) ?? textsIn(identityEn).get(key) ?? "";
      // A form for one may say it in a word.
      if (!key.endsWith(".one")) expect(placesIn(text), key).toEqual(placesIn(english));
    }
  });

  it("says each in a short subject and at most four sentences, with facts from a closed list", () => {
    for (const [name, { subject, body }] of Object.entries(texts.templates)) {
      expect(subject.length, name).toBeLessThanOrEqual(80);
      expect(body.length, name).toBeGreaterThan(0);
      expect(body.join(" ").match(/[.!?](?:\s|$)/g)?.length ?? 0, name).toBeLessThanOrEqual(4);
      for (const place of placesIn([subject, ...body].join(" "))) {
        expect(["{reference}", "{role}", "{what}", "{days}", "{percent}"], name).toContain(place);
      }
    }
  });

  it("leaves no English standing", () => {
    if (language === "en") return;
    const english = new Set([...textsIn(TEXTS.en).values(), ...textsIn(identityEn).values()]);
    const standing = [...textsIn(texts), ...textsIn(IDENTITY[language])]
      .filter(([key, text]) => english.has(text) && !ALIKE.includes(language + key))
      .map(([key]) => key);
    expect(standing).toEqual([]);
    const words = [...textsIn(texts).values(), ...textsIn(IDENTITY[language]).values()].join(" ");
    expect(words.match(/\b(the|and|your|with|was|when|two people|inbox|grant|reviewers?)\b/gi) ?? []).toEqual(
      [],
    );
  });

  it("fills a template once: a fact is never read as a template", () => {
    const { subject } = renderNotice(language, "declined/members", { reference: "{what}", what: "no" });
    expect(subject.startsWith("{what} ")).toBe(true);
    expect(renderNotice(language, "declined/members", {}).subject.startsWith("– ")).toBe(true);
  });

  it("says of a template that is no more that something has changed, and of a kind that it is another", () => {
    expect(renderNotice(language, "no-such/template", FACTS).subject).toContain(FACTS.reference);
    expect(renderNotice(language, "constructor", FACTS)).toEqual(renderNotice(language, "gone", FACTS));
    expect(kindLabel(language, "constructor")).toBe(texts.otherKind);
  });

  it("reads a notice from before there were languages", () => {
    const [before, now] = ["a passkey was added", "passkey_added"].map((what) =>
      renderNotice(language, "person.sign_in_changed/person", { what }),
    );
    expect(before).toEqual(now);
    expect(now?.subject).toContain(texts.what.passkey_added);
    expect(renderNotice(language, "person.sign_in_changed/person", { what: "of old" }).subject).toContain(
      "of old",
    );
  });
});

describe("numbers and days", () => {
  it("are written as the reader writes them", () => {
    const day = new Date("2026-11-22T23:59:59Z");
    expect(LANGUAGES.map((one) => dayIn(one, day))).toEqual(["22 Nov 2026", "22 nov. 2026", "22 nov 2026"]);
    expect(LANGUAGES.map((one) => numberIn(one, 12_345.5))).toEqual([
      "12,345.5",
      "12\u202f345,5",
      "12.345,5",
    ]);
    const forms = { one: "one", other: "{count}" };
    expect(LANGUAGES.map((one) => fillCount(one, forms, 0))).toEqual(["0", "one", "0"]);
    expect(fillCount("es", forms, 1_000_000)).toBe("1.000.000");
  });
});

describe("a mail with a link to one's own account", () => {
  it("is whole in every language, and says how long the link works", () => {
    for (const language of LANGUAGES) {
      for (const purpose of ["confirm", "recover"] as const) {
        const { words, label } = linkMail(language, purpose, { days: 3, minutes: 30 });
        expect([label, words.subject, words.footer, ...words.paragraphs].join(" ")).not.toMatch(/[{}–]/);
        expect(words.paragraphs.join(" ")).toContain(purpose === "confirm" ? "3" : "30");
      }
    }
    expect(fillText("{a} {b}", { a: "{b}" })).toBe("{b} –");
  });
});
