import type { MemberRole } from "#lib/identity/roles";
import type { Language } from "#lib/platform/language";
import type { Counted } from "#lib/platform/mail/fill-text";
import type { NoticeKind } from "./kinds";
import type { OTHER_EVENTS } from "./other-events";
import en from "./texts/en.json";
import es from "./texts/es.json";
import fr from "./texts/fr.json";
import type { TurnRows } from "./turns";

/** What a notice says: a line, and two or three sentences. With places for facts (`telling.ts`). */
export type Words = { subject: string; body: readonly string[] };

/** The name of each row of a table of what is told: its event, and the first of its audiences. */
type NamesOf<Table> = {
  [Event in keyof Table & string]: Table[Event] extends readonly (infer Row)[]
    ? Row extends { to: readonly [infer First extends string, ...unknown[]] }
      ? `${Event}/${First}`
      : never
    : never;
}[keyof Table & string];

type TemplateName = NamesOf<TurnRows> | NamesOf<typeof OTHER_EVENTS>;

/** What `{what}` can stand for: how a person's sign-in was changed. */
type SignInChange =
  | "password"
  | "authenticator"
  | "passkey_added"
  | "passkey_confirmed"
  | "passkey_removed"
  | "password_recovered"
  | "recovery_codes"
  | "recovery_code_used"
  | "other";

type NoticeTexts = {
  templates: Readonly<Record<TemplateName, Words>>;
  /** For a template that is no more. */
  unknown: Words;
  kinds: Readonly<Record<NoticeKind, { label: string; about: string }>>;
  otherKind: string;
  role: Readonly<Record<MemberRole | "member", string>>;
  what: Readonly<Record<SignInChange, string>>;
  mail: {
    open: string;
    why: string;
    line: string;
    digest: { subject: Counted; more: Counted; open: string; why: string };
  };
};

/** All that this room says, by language. A language that lacks a text fails the type check. */
export const TEXTS: Readonly<Record<Language, NoticeTexts>> = { en, fr, es };
