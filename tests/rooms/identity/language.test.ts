import { beforeAll, describe, expect, it } from "vitest";
import { acceptAsNewPerson } from "#lib/identity/accept-invitation";
import type { Actor } from "#lib/identity/actor";
import { chooseOwnLanguage, ownLanguage } from "#lib/identity/choose-language";
import { inviteMember } from "#lib/identity/invite-member";
import { signUp } from "#lib/identity/sign-up";
import { accountExport } from "#lib/own-data/account-export";
import { read } from "#lib/platform/db";
import { LANGUAGES, languageOr } from "#lib/platform/language";
import { LANGUAGE_NAMES, LANGUAGES as PORTAL_LANGUAGES } from "../../../app/_messages/languages";
import { newcomer, PASSWORD } from "./newcomer";

const languageOf = async (id: string) =>
  (await read((tx) => tx.person.findUniqueOrThrow({ where: { id }, select: { language: true } }))).language;

describe("the language that a person is written to in", () => {
  let actor: Actor;
  beforeAll(async () => {
    ({ actor } = await newcomer());
  });

  it("is English until one is chosen", async () => {
    expect(await ownLanguage(actor)).toBe("en");
  });

  it("is the one of the page on which they signed up, or took an invitation", async () => {
    const { personId, organisationId } = await signUp({
      organisationName: "Organisme",
      country: "FR",
      name: "Camille Martin",
      email: "camille@example.org",
      password: PASSWORD,
      language: "fr",
    });
    expect(await languageOf(personId)).toBe("fr");
    const admin = { ...actor, personId, memberships: [{ organisationId, role: "admin" as const }] };
    const { link } = await inviteMember({
      actor: admin,
      organisationId,
      email: "lucia@example.org",
      role: "contributor",
    });
    const code = new URL(link).hash.slice(1);
    const joined = await acceptAsNewPerson({ code, name: "Lucía Gómez", password: PASSWORD, language: "es" });
    expect(await languageOf(joined.personId)).toBe("es");
  });

  it("changes for the one who chose it, and for nobody else", async () => {
    const { actor: other } = await newcomer();
    await chooseOwnLanguage({ actor, language: "es" });
    expect([await ownLanguage(actor), await ownLanguage(other)]).toEqual(["es", "en"]);
    await expect(ownLanguage({ ...actor, personId: "per_nobody" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("is in what a person is given of their own data", async () => {
    await chooseOwnLanguage({ actor, language: "fr" });
    const { files } = await accountExport(actor);
    const account = files.find(({ path }) => path === "account.json");
    expect(JSON.parse(Buffer.from((await account?.read()) ?? "").toString())).toMatchObject({
      language: "fr",
    });
  });

  it("is one of those that the database knows, which are those of the portal", async () => {
    await expect(
      read((tx) => tx.$executeRaw`UPDATE "Person" SET language = 'xx' WHERE id = ${actor.personId}`),
    ).rejects.toThrow();
    expect([...PORTAL_LANGUAGES]).toEqual([...LANGUAGES]);
    expect(Object.keys(LANGUAGE_NAMES)).toEqual([...LANGUAGES]);
    expect(languageOr("xx")).toBe("en");
  });
});
