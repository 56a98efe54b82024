import Link from "next/link";
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
export function turnPages(state: ApplicationState): readonly { page: string; label: string }[] {
  return [
    ...(APPEAL.includes(state) ? [{ page: "appeal", label: "Appeal" }] : []),
    ...(RENEW.includes(state) ? [{ page: "renew", label: "When it ends; renew or amend" }] : []),
  ];
}

export function TurnLinks({ applicationId, state }: { applicationId: string; state: ApplicationState }) {
  return turnPages(state).map(({ page, label }) => (
    <p key={page}>
      <Link href={`/applications/${applicationId}/${page}`}>{label}</Link>
    </p>
  ));
}
