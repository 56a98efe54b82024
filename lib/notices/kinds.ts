/** How a person wants mail of a kind; in the portal they are told in any case. */
export const MAIL_CHOICES = ["at_once", "daily", "off"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

export type NoticeKind = keyof typeof NOTICE_KINDS;

type KindRow = {
  /** Who can be told of it, for the page of preferences. */
  of: "applicants" | "staff" | "everyone";
  /** Until the person chooses otherwise. */
  mail: MailChoice;
};

/** What people are told of, as they choose between it; its words are in `texts`. */
export const NOTICE_KINDS = {
  screening: {
    of: "applicants",
    mail: "at_once",
  },
  question: {
    of: "applicants",
    mail: "at_once",
  },
  progress: {
    of: "applicants",
    mail: "daily",
  },
  decision: {
    of: "applicants",
    mail: "at_once",
  },
  grant: {
    of: "applicants",
    mail: "at_once",
  },
  lane_work: {
    of: "staff",
    mail: "daily",
  },
  signing: {
    of: "staff",
    mail: "at_once",
  },
  desk: {
    of: "staff",
    mail: "daily",
  },
  organisation: {
    of: "applicants",
    mail: "at_once",
  },
  security: {
    of: "everyone",
    mail: "at_once",
  },
} as const satisfies Readonly<Record<string, KindRow>>;

export function isNoticeKind(value: string): value is NoticeKind {
  return Object.hasOwn(NOTICE_KINDS, value);
}
