import { OwnWords } from "#ui/own-words";
import { roleWords } from "./words";

export type ProposalReading = {
  ends: boolean;
  name: string;
  email: string;
  roles: readonly { role: string; homeLane: string | null }[];
  employer: string;
  /** A line each. */
  pastEmployers: readonly string[];
  reason: string;
};

/** A proposal as people read it. */
export function ProposalText({ said }: { said: ProposalReading }) {
  const roles = said.roles
    .map(({ role, homeLane }) => (homeLane === null ? roleWords(role) : `${roleWords(role)} (${homeLane})`))
    .join(", ");
  const rows: [string, string][] = [
    ["Person", `${said.name}, ${said.email}`],
    [said.ends ? "Roles that end" : "Roles that begin", roles],
    ...(said.ends
      ? []
      : ([
          ["Employer", said.employer],
          ["Past employers", said.pastEmployers.join("; ") || "none named"],
        ] satisfies [string, string][])),
  ];
  return (
    <div className="grid gap-4">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[12rem_1fr]">
        {rows.map(([term, words]) => (
          <div key={term} className="contents">
            <dt className="text-small text-ink-2">{term}</dt>
            <dd className="min-w-0 break-words">{words}</dd>
          </div>
        ))}
      </dl>
      <OwnWords text={said.reason} />
    </div>
  );
}
