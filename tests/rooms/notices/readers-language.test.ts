import { beforeEach, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { chooseOwnLanguage } from "#lib/identity/choose-language";
import { inviteMember } from "#lib/identity/invite-member";
import { askForRecovery } from "#lib/identity/recover-password";
import { savePreferences } from "#lib/notices/save-preferences";
import { sendDigests } from "#lib/notices/send-digests";
import { inbox, preferences } from "#lib/notices/view";
import { writeNotices } from "#lib/notices/write-notices";
import { read } from "#lib/platform/db";
import { holdLane, type ReviewCase, seedCase } from "../reviews/review-case";
import { forgetAll, mails, memberOf, noticesOf, turnOf } from "./case-turns";

beforeEach(forgetAll);

const mailTo = async ({ personId }: Pick<Actor, "personId">) =>
  (await mails()).filter((mail) => mail.personId === personId);

async function reader(review: ReviewCase, language: "en" | "fr" | "es"): Promise<Actor> {
  const actor = await memberOf(review, "admin");
  await chooseOwnLanguage({ actor, language });
  return actor;
}

describe("the language of what is told", () => {
  it("is each reader's own, for mail of the same event", async () => {
    const review = await seedCase();
    const [english, french, spanish] = [
      await reader(review, "en"),
      await reader(review, "fr"),
      await reader(review, "es"),
    ];
    await writeNotices(turnOf(review, "declined"));
    const [en, fr, es] = await Promise.all([english, french, spanish].map(mailTo));
    expect(en?.[0]?.subject).toMatch(/ is declined$/);
    expect(fr?.[0]?.subject).toMatch(/ est refusée$/);
    expect(fr?.[0]?.html).toContain('<html lang="fr">');
    expect(fr?.[0]?.text).toContain("L’ouvrir dans le portail");
    expect(fr?.[0]?.text).toContain("« Décisions et recours »");
    expect(es?.[0]?.subject).toMatch(/ ha sido denegada$/);
    expect(es?.[0]?.html).toContain('<html lang="es">');
  });

  it("of the inbox is that of the page that shows it, for what was told before it was chosen too", async () => {
    const review = await seedCase();
    const actor = await reader(review, "en");
    const event = turnOf(review, "approved");
    await writeNotices(event);
    const shown = async (language: "en" | "fr" | "es") =>
      (await inbox(actor, { unreadOnly: false, language })).items[0];
    expect((await shown("fr"))?.subject).toMatch(/est autorisée sous conditions$/);
    expect((await shown("es"))?.about).toBe("Decisiones y recursos");
    expect((await shown("en"))?.subject).toMatch(/is approved with conditions$/);
    const kept = JSON.stringify(
      (await noticesOf(event.id)).map(({ template, facts }) => ({ template, facts })),
    );
    expect(kept).not.toMatch(/approved with|autorisée/);
    const rows = await preferences(actor, "fr");
    expect(rows.find(({ kind }) => kind === "security")?.label).toBe("Votre connexion");
  });

  it("of a day's mail is the reader's when it is sent, with days as they write them", async () => {
    const review = await seedCase();
    const actor = await reader(review, "en");
    await savePreferences({ actor, mail: { decision: "daily" } });
    for (const reason of ["approved", "declined"]) await writeNotices(turnOf(review, reason));
    await chooseOwnLanguage({ actor, language: "es" });
    await sendDigests({ now: new Date(Date.now() + 86_400_000) });
    const [digest] = await mailTo(actor);
    expect(digest?.subject).toBe("2 avisos por leer");
    expect(digest?.text).toMatch(/ha sido denegada \(\d{1,2} [a-z]{3,4} \d{4}\)/);
    expect(digest?.html).toContain('<html lang="es">');
  });

  it("is English for staff, whatever the applicant reads, until they choose otherwise", async () => {
    const review = await seedCase();
    const applicant = await reader(review, "fr");
    const holder = await holdLane(review, "technical");
    await savePreferences({ actor: holder, mail: { lane_work: "at_once" } });
    await writeNotices(turnOf(review, "information_requested"));
    expect((await mailTo(holder))[0]?.subject).toMatch(/: the applicant was asked$/);
    expect((await mailTo(applicant))[0]?.subject).toMatch(/ : une question pour vous$/);
    await chooseOwnLanguage({ actor: holder, language: "es" });
    await writeNotices(turnOf(review, "information_requested"));
    expect((await mailTo(holder)).at(-1)?.subject).toMatch(/: se ha preguntado al solicitante$/);
  });
});

describe("the language of a mail about an account", () => {
  it("is the reader's: of who forgot a password, and of the member of elsewhere who is invited", async () => {
    const review = await seedCase();
    const [sender, invited] = [await reader(review, "es"), await reader(await seedCase(), "fr")];
    const { email } = await read((tx) => tx.person.findUniqueOrThrow({ where: { id: invited.personId } }));
    const { organisationId } = review;
    await inviteMember({ actor: sender, organisationId, email, role: "signatory" });
    await askForRecovery({ email, network: null });
    const [invitation, recovery] = await mailTo(invited);
    expect(invitation?.subject).toBe("Une invitation à Countersign");
    expect(invitation?.text).toContain("rôle : signataire");
    expect(recovery?.subject).toBe("Un nouveau mot de passe pour Countersign");
    expect(recovery?.text).toContain("pendant 30 minutes");
  });

  it("is their colleague's for someone who has no account yet", async () => {
    const review = await seedCase();
    const sender = await reader(review, "es");
    const { organisationId } = review;
    await inviteMember({
      actor: sender,
      organisationId,
      email: "nobody-yet@example.org",
      role: "contributor",
    });
    const [invitation] = (await mails()).filter(({ personId }) => personId === null);
    expect(invitation?.subject).toBe("Una invitación a Countersign");
    expect(invitation?.html).toContain('<html lang="es">');
  });
});
