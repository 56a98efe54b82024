import { CLOCK_EVENTS } from "./clock-events";
import type { Telling } from "./telling";

/** What is told of everything that is no turn of a case. By event, or by event and what it says of itself. */
export const OTHER_EVENTS = {
  ...CLOCK_EVENTS,
  "grant.restricted": [
    {
      to: ["members"],
      kind: "grant",
      subject: "{reference} is restricted",
      body: ["Part of the grant is shut until what was found is put right."],
      leads: "tenant",
    },
  ],
  "key.revoked": [
    {
      to: ["members"],
      kind: "grant",
      subject: "A key of your organisation was revoked",
      body: ["It stopped working at once. If you did not mean that, make another on the page of your keys."],
      leads: "tenant",
    },
  ],
  "tenant.suspended": [
    {
      to: ["members"],
      kind: "grant",
      subject: "Access of your organisation is suspended",
      body: ["No key of yours works until two people lift the suspension. Compliance will be in touch."],
      leads: "tenant",
    },
    {
      to: ["desk"],
      kind: "desk",
      subject: "A tenant is suspended",
      body: ["None of its keys works. Lifting it takes two people."],
      leads: "operate",
    },
  ],
  "concern.filed": [
    {
      to: ["concern_desk"],
      kind: "desk",
      subject: "A concern waits for triage",
      body: ["Someone who was misidentified, or speaks for others, has raised it. Triage is mandatory."],
      leads: "concerns",
    },
  ],
  "member.joined": [
    {
      to: ["admins"],
      kind: "organisation",
      subject: "Someone joined your organisation as {role}",
      body: ["An invitation was accepted. The page of your organisation says by whom."],
      leads: "organisation",
    },
  ],
  "member.role_changed": [
    {
      to: ["person"],
      kind: "organisation",
      subject: "You are now {role} of your organisation",
      body: ["An admin changed your role. It counts from your next request on."],
      leads: "organisation",
    },
  ],
  "member.left": [
    {
      to: ["admins"],
      kind: "organisation",
      subject: "Someone left your organisation",
      body: ["Their sessions have ended, and they see nothing of it any more."],
      leads: "organisation",
    },
    {
      to: ["person"],
      kind: "organisation",
      subject: "You are no longer a member of an organisation",
      body: ["An admin removed you. What you submitted stays on record with the organisation."],
      leads: "account",
    },
  ],
  "person.sign_in_changed": [
    {
      to: ["person"],
      kind: "security",
      subject: "Your sign-in was changed: {what}",
      body: [
        "If it was you, there is nothing to do.",
        "If not, end every other session on the page of your account and change your password now.",
      ],
      leads: "account",
    },
  ],
} as const satisfies Readonly<Record<string, readonly Telling[]>>;

export type OtherEvent = keyof typeof OTHER_EVENTS;

/** What `{what}` can stand for: how a person's sign-in was changed. */
export const SIGN_IN_CHANGES: Readonly<Record<string, string>> = {
  password: "a new password",
  authenticator: "a new authenticator",
  passkey_added: "a passkey was added",
  passkey_removed: "a passkey was removed",
  password_recovered: "a new password was set by a link in a mail",
  recovery_codes: "recovery codes were made",
  recovery_code_used: "a recovery code was used",
};
