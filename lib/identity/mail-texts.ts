import { type Language, numberIn } from "#lib/platform/language";
import { type MailWords, mailName } from "#lib/platform/mail/compose-mail";
import { fillText } from "#lib/platform/mail/fill-text";
import type { LinkPurpose } from "./mailed-link-store";
import type { MemberRole } from "./roles";
import en from "./texts/en.json";
import es from "./texts/es.json";
import fr from "./texts/fr.json";

type Words = { label: string; subject: string; paragraphs: readonly string[]; footer: string };
type Texts = Readonly<Record<LinkPurpose | "invitation" | "staff", Words>> & {
  role: Readonly<Record<MemberRole, string>>;
};

/** The mails of this room. A language that lacks a text fails the type check. */
const TEXTS: Readonly<Record<Language, Texts>> = { en, fr, es };

type Worded = { label: string; words: Omit<MailWords, "link"> };

/** A mail with a link to one's own account, which works for some days or minutes. */
export function linkMail(
  language: Language,
  purpose: LinkPurpose,
  lasts: { days: number; minutes: number },
): Worded {
  const { days, minutes } = lasts;
  const facts = { days: numberIn(language, days), minutes: numberIn(language, minutes) };
  return worded(language, TEXTS[language][purpose], facts);
}

/** @param of.organisation its name as it was typed; the mail goes to someone who may not know it */
export function invitationMail(
  language: Language,
  of: { organisation: string; role: MemberRole; days: number },
): Worded {
  const { invitation, role } = TEXTS[language];
  return worded(language, invitation, {
    organisation: mailName(of.organisation),
    role: role[of.role],
    days: numberIn(language, of.days),
  });
}

/** A mail to someone who is to be staff. */
export function staffMail(language: Language, of: { days: number }): Worded {
  return worded(language, TEXTS[language].staff, { days: numberIn(language, of.days) });
}

function worded(language: Language, text: Words, facts: Readonly<Record<string, string>>): Worded {
  const { label, subject, paragraphs, footer } = text;
  return {
    label,
    words: { language, subject, paragraphs: paragraphs.map((one) => fillText(one, facts)), footer },
  };
}
