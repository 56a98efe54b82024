import { CLOCK_EVENTS } from "./clock-events";
import type { Telling } from "./telling";

/** What is told of everything that is no turn of a case. By event, or by event and what it says of itself. */
export const OTHER_EVENTS = {
  ...CLOCK_EVENTS,
  "grant.restricted": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "key.revoked": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "key.rotated": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "key.leaked": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "key.old_secret_leaked": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "key.expiring": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "quota.reached": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "quota.used_up": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
  ],
  "tenant.suspended": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant",
    },
    {
      to: ["desk"],
      kind: "desk",
      leads: "operate",
    },
  ],
  "finding.recorded": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant/findings",
    },
  ],
  "finding.due_soon": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant/findings",
    },
    {
      to: ["finders"],
      kind: "desk",
      leads: "operate/findings",
    },
  ],
  "finding.answered": [
    {
      to: ["finders"],
      kind: "signing",
      leads: "operate/findings",
    },
  ],
  "finding.closed": [
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant/findings",
    },
  ],
  "finding.revocation_proposed": [
    {
      to: ["finders"],
      kind: "signing",
      leads: "operate/findings",
    },
    {
      to: ["members"],
      kind: "grant",
      leads: "tenant/findings",
    },
  ],
  "concern.filed": [
    {
      to: ["concern_desk"],
      kind: "desk",
      leads: "concerns",
    },
  ],
  "staff.proposed": [
    {
      to: ["staff_keepers"],
      kind: "signing",
      leads: "people",
    },
  ],
  "staff.passkey_waiting": [
    {
      to: ["staff_keepers"],
      kind: "signing",
      leads: "people",
    },
  ],
  "fact.recorded": [
    {
      to: ["board"],
      kind: "signing",
      leads: "facts",
    },
    {
      to: ["legal"],
      kind: "signing",
      leads: "facts",
    },
  ],
  "fact.end_recorded": [
    {
      to: ["legal"],
      kind: "signing",
      leads: "facts",
    },
  ],
  "member.joined": [
    {
      to: ["admins"],
      kind: "organisation",
      leads: "organisation",
    },
  ],
  "member.role_changed": [
    {
      to: ["person"],
      kind: "organisation",
      leads: "organisation",
    },
  ],
  "member.left": [
    {
      to: ["admins"],
      kind: "organisation",
      leads: "organisation",
    },
    {
      to: ["person"],
      kind: "organisation",
      leads: "account",
    },
  ],
  "person.sign_in_changed": [
    {
      to: ["person"],
      kind: "security",
      leads: "account",
    },
  ],
} as const satisfies Readonly<Record<string, readonly Telling[]>>;

export type OtherEvent = keyof typeof OTHER_EVENTS;
