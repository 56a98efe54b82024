import { Inbox } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CONCERN_READERS } from "#lib/concerns/concern";
import type { Actor } from "#lib/identity/actor";
import { SubmitButton } from "./button";
import { NavLink } from "./nav-link";
import { ThemeToggle } from "./theme-toggle";

type Entry = { href: string; label: Label; except?: readonly string[] };

type Label =
  | "register"
  | "policy"
  | "selfCheck"
  | "concern"
  | "applications"
  | "tenant"
  | "organisation"
  | "queue"
  | "concerns"
  | "appeals"
  | "tenants"
  | "packs"
  | "facts"
  | "fairness";

/** For whoever has not signed in. */
const PUBLIC: readonly Entry[] = [
  { href: "/register", label: "register" },
  { href: "/policy", label: "policy" },
  { href: "/self-check", label: "selfCheck" },
  { href: "/concern", label: "concern" },
];

const REVIEWING = [
  "intake",
  "legal",
  "privacy",
  "technical",
  "fairness",
  "security",
  "ethics",
  "compliance",
  "approver",
];
const OPERATING = ["operator", "compliance_officer", "auditor"];

/** Where each role works. What a page shows is decided in its own view: this only leads there. */
function entriesFor(actor: Actor | null): readonly Entry[] {
  if (actor === null) return PUBLIC;
  const roles = actor.staffRoles.map(({ role }) => role as string);
  const holds = (wanted: readonly string[]) => roles.some((role) => wanted.includes(role));
  const member = actor.memberships.length > 0;
  return [
    ...when(member, { href: "/applications", label: "applications" }),
    ...when(member, { href: "/tenant", label: "tenant" }),
    ...when(member, { href: "/organisation", label: "organisation" }),
    ...when(holds([...REVIEWING, "compliance_officer", "auditor", "board_member"]), {
      href: "/review",
      label: "queue",
      except: ["/review/concerns", "/review/appeals"],
    }),
    ...when(holds(CONCERN_READERS), { href: "/review/concerns", label: "concerns" }),
    ...when(holds(["appeals", "compliance_officer", "auditor"]), {
      href: "/review/appeals",
      label: "appeals",
    }),
    ...when(holds([...OPERATING, "intake", "approver"]), { href: "/operate", label: "tenants" }),
    ...when(holds(["fairness"]), { href: "/operate/fairness", label: "fairness" }),
    ...when(holds(["compliance", "legal", "board_member"]), { href: "/operate/facts", label: "facts" }),
    ...when(holds(["policy_author", "policy_releaser", "compliance"]), {
      href: "/operate/packs",
      label: "packs",
    }),
  ];
}

function when(isSo: boolean, entry: Entry): readonly Entry[] {
  return isSo ? [entry] : [];
}

type Props = {
  actor: Actor | null;
  /** Ends the session; a plain form sends it, so that signing out needs no scripts. */
  signOut: () => Promise<void>;
  /** Notices that the person has not read, 0..100; 100 stands for more. */
  unread?: number;
};

/** Brand, navigation by role, account. On a narrow screen the navigation has a line of its own. */
export function SiteHeader({ actor, signOut, unread = 0 }: Props) {
  const t = useTranslations("shell");
  const entries = entriesFor(actor);
  return (
    <>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:m-2 focus:rounded-field focus:bg-surface focus:px-3 focus:py-2"
      >
        {t("skip")}
      </a>
      <header className="border-b border-rule bg-surface print:hidden">
        <div className="mx-auto flex min-h-[52px] max-w-[90rem] flex-wrap items-center gap-x-3 px-4 sm:gap-x-6 sm:px-6">
          <Link href="/" className="py-3 font-serif text-[17px] font-semibold text-ink no-underline">
            Countersign
          </Link>
          {entries.length > 0 ? (
            <nav
              aria-label={t("main")}
              className="flex flex-wrap gap-x-4 text-sm max-sm:order-last max-sm:w-full max-sm:border-t max-sm:border-rule"
            >
              {entries.map((entry) => (
                <NavLink key={entry.href} {...entry} label={t(entry.label)} />
              ))}
            </nav>
          ) : null}
          <div className="flex min-w-0 flex-1 items-center justify-end gap-1 text-sm">
            <ThemeToggle />
            {actor === null ? null : <InboxLink unread={unread} />}
            {actor === null ? <SignInLink /> : <Account actor={actor} signOut={signOut} />}
          </div>
        </div>
      </header>
    </>
  );
}

function InboxLink({ unread }: { unread: number }): ReactNode {
  const t = useTranslations("shell");
  const count = unread >= 100 ? "99+" : String(unread);
  return (
    <Link
      href="/inbox"
      className="inline-flex shrink-0 items-center gap-1.5 rounded-field px-2 py-2 text-ink-2 no-underline hover:bg-sunken hover:text-ink"
    >
      <Inbox aria-hidden size={16} />
      <span className="max-md:sr-only">{t("inbox")}</span>
      {unread === 0 ? null : (
        <span className="rounded-full bg-accent px-1.5 text-xs leading-5 font-semibold text-accent-ink tabular-nums">
          {count}
          <span className="sr-only"> {t("unread")}</span>
        </span>
      )}
    </Link>
  );
}

function SignInLink(): ReactNode {
  const t = useTranslations("shell");
  return (
    <Link
      href="/sign-in"
      className="rounded-field px-2 py-2 font-medium text-accent no-underline hover:bg-sunken"
    >
      {t("signIn")}
    </Link>
  );
}

function Account({ actor, signOut }: { actor: Actor; signOut: Props["signOut"] }): ReactNode {
  const t = useTranslations("shell");
  const roles = [...actor.staffRoles.map(({ role }) => role), ...actor.memberships.map(({ role }) => role)];
  return (
    <>
      <Link
        href="/account"
        className="truncate rounded-field px-2 py-2 text-ink-2 no-underline hover:bg-sunken hover:text-ink"
      >
        {actor.name}
        {roles.length > 0 ? (
          <span className="max-md:hidden">, {roles.map((role) => t(`roles.${role}`)).join(", ")}</span>
        ) : null}
      </Link>
      <form action={signOut}>
        <SubmitButton look="quiet" busy={t("signingOut")} className="whitespace-nowrap max-sm:px-2">
          {t("signOut")}
        </SubmitButton>
      </form>
    </>
  );
}
