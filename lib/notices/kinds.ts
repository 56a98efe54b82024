/** How a person wants mail of a kind; in the portal they are told in any case. */
export const MAIL_CHOICES = ["at_once", "daily", "off"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

export type NoticeKind = keyof typeof NOTICE_KINDS;

type KindRow = {
  label: string;
  about: string;
  /** Who can be told of it, for the page of preferences. */
  of: "applicants" | "staff" | "everyone";
  /** Until the person chooses otherwise. */
  mail: MailChoice;
};

/** What people are told of, as they choose between it. */
export const NOTICE_KINDS = {
  screening: {
    label: "What the rules say",
    about: "An application was screened: it goes on to reviewers, is blocked, or is refused.",
    of: "applicants",
    mail: "at_once",
  },
  question: {
    label: "Questions to you",
    about: "A reviewer asks for information, or a question is closed.",
    of: "applicants",
    mail: "at_once",
  },
  progress: {
    label: "Progress of a case",
    about: "Lanes are assigned, scores are in, a case is sent back.",
    of: "applicants",
    mail: "daily",
  },
  decision: {
    label: "Decisions and appeals",
    about: "Two people have signed, or an appeal is opened or answered.",
    of: "applicants",
    mail: "at_once",
  },
  grant: {
    label: "Grant and keys",
    about: "An approval becomes active, is restricted or suspended, ends, or a key is revoked.",
    of: "applicants",
    mail: "at_once",
  },
  lane_work: {
    label: "Cases in your lanes",
    about: "A case waits for reviewers, or one that you hold has moved.",
    of: "staff",
    mail: "daily",
  },
  signing: {
    label: "Cases to sign",
    about: "A case waits for two approvers, or a decision was reopened.",
    of: "staff",
    mail: "at_once",
  },
  desk: {
    label: "The desk",
    about: "Documents and findings to record, appeals to hear, concerns, approvals that were stopped.",
    of: "staff",
    mail: "daily",
  },
  organisation: {
    label: "Your organisation",
    about: "Someone joins, leaves or changes role.",
    of: "applicants",
    mail: "at_once",
  },
  security: {
    label: "Your sign-in",
    about: "Your password, authenticator or a passkey was changed.",
    of: "everyone",
    mail: "at_once",
  },
} as const satisfies Readonly<Record<string, KindRow>>;

export function isNoticeKind(value: string): value is NoticeKind {
  return Object.hasOwn(NOTICE_KINDS, value);
}
