import Link from "next/link";
import { useTranslations } from "next-intl";
import type { ApplicationState } from "#lib/applications/application";

const APPEAL: readonly ApplicationState[] = [
  "rejected_hard_stop",
  "declined",
  "revoked",
  "appeal_open",
  "upheld",
  "remanded",
  "reversed",
];
const RENEW: readonly ApplicationState[] = ["active", "restricted", "suspended", "re_review"];

/** The turns that have a page of their own, from where the case is. */
export function turnPages(state: ApplicationState): readonly ("appeal" | "renew")[] {
  return [
    ...(APPEAL.includes(state) ? ["appeal" as const] : []),
    ...(RENEW.includes(state) ? ["renew" as const] : []),
  ];
}

export function TurnLinks({ applicationId, state }: { applicationId: string; state: ApplicationState }) {
  const t = useTranslations("status");
  return turnPages(state).map((page) => (
    <p key={page}>
      <Link href={`/applications/${applicationId}/${page}`}>{t(`do.${page}Page`)}</Link>
    </p>
  ));
}
