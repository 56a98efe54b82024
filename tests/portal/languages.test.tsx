import { createTranslator } from "next-intl";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { languageToTakeOver } from "../../app/_edge/language-cookie";
import { en } from "../../app/_messages/en";
import { es } from "../../app/_messages/es";
import { fr } from "../../app/_messages/fr";
import { PasswordForm } from "../../app/(auth)/sign-in/password-form";
import { SignUpForm } from "../../app/(auth)/sign-up/sign-up-form";
import { ConcernForm } from "../../app/(public)/concern/concern-form";
import ConcernPage from "../../app/(public)/concern/page";
import FrontPage from "../../app/(public)/page";
import SelfCheckPage from "../../app/(public)/self-check/page";
import { seedPolicy } from "../../prisma/seed";
import { inLanguage } from "../support/in-language";

const asked = vi.hoisted(() => ({ language: "fr" as "fr" | "es" }));

// What reads the request for the language: everything else is as it is.
vi.mock("next-intl/server", () => ({
  getTranslations: async (namespace: "front" | "concern" | "selfCheck") =>
    createTranslator({
      locale: asked.language,
      messages: { fr, es }[asked.language],
      namespace,
      timeZone: "UTC",
    }),
}));
vi.mock("../../app/(public)/concern/actions", () => ({ sendConcern: async () => ({ status: "idle" }) }));
vi.mock("../../app/(auth)/sign-in/actions", () => ({ signIn: async () => ({ status: "idle" }) }));
vi.mock("../../app/(auth)/sign-up/actions", () => ({ signUpOrganisation: async () => ({ status: "idle" }) }));

/** Every text of a catalogue that has no places to fill. */
function sentences(of: unknown): string[] {
  if (typeof of === "string") return /[{<]/.test(of) ? [] : [of];
  return Object.values(Object(of)).flatMap(sentences);
}

/** The texts that a reader meets, labels for assistive technology included. */
function shown(markup: string): string[] {
  const attributes = [...markup.matchAll(/(?:aria-label|title|alt|placeholder)="([^"]*)"/g)].map(
    ([, text]) => text ?? "",
  );
  const plain = (text: string) =>
    text.replaceAll("&#x27;", "'").replaceAll("&quot;", '"').replaceAll("&amp;", "&");
  return [...markup.split(/<[^>]*>/), ...attributes]
    .map((text) => plain(text).trim())
    .filter((text) => text !== "");
}

const PAGES: readonly (readonly [name: string, page: () => Promise<ReactNode> | ReactNode])[] = [
  ["the front page", () => FrontPage()],
  ["the concern", () => ConcernPage()],
  ["its form", () => <ConcernForm />],
  ["the self-check", () => SelfCheckPage({ searchParams: Promise.resolve({}) })],
  ["signing in", () => <PasswordForm next="/home" />],
  ["signing up", () => <SignUpForm />],
];

beforeAll(async () => {
  await seedPolicy();
});

describe.each(["fr", "es"] as const)("in %s", (language) => {
  const own = new Set(sentences(language === "fr" ? fr : es));
  const english = new Set(sentences(en).filter((text) => !own.has(text)));

  it.each(PAGES)("%s holds no text of the English catalogue", async (_, page) => {
    asked.language = language;
    const texts = shown(renderToStaticMarkup(inLanguage(language, await page())));
    expect(texts.length).toBeGreaterThan(3);
    expect(texts.some((text) => own.has(text))).toBe(true);
    expect(texts.filter((text) => english.has(text))).toEqual([]);
  });
});

it("would see English on a page: the same pages hold it in English", () => {
  const texts = shown(renderToStaticMarkup(inLanguage("en", <SignUpForm />)));
  expect(texts).toContain(en.auth.signUp.make);
});

describe("at sign-in the browser takes over the language that was chosen elsewhere", () => {
  it.each([
    ["French, in a browser without a choice", undefined, "fr", "fr"],
    ["not over a choice made here", "es", "fr", null],
    ["not English, which everyone has who never chose", undefined, "en", null],
    ["not of nobody", undefined, null, null],
  ] as const)("%s", (_name, here, kept, taken) => {
    expect(languageToTakeOver(here, kept)).toBe(taken);
  });
});
