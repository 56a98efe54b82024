import type { PolicyPack } from "#lib/policy/pack";
import { RISK_PARTS } from "#lib/policy/pack-parts";
import { Section } from "#ui/page";
import { useRiskPartWord } from "#ui/risk-picture";
import { Table } from "#ui/table";

/** How the risk is computed, which tier it falls in, and how long each step may take. */
export function TierSection({ pack }: { pack: PolicyPack }) {
  const partWord = useRiskPartWord();
  return (
    <>
      <Section
        id="tiers"
        title="Risk and tiers"
        lead="The inherent risk is computed from the answers; reviewers cannot edit it. Each part counts the highest row that holds. A rule may raise the tier; nothing lowers it."
      >
        <Table caption="Points of risk" columns={RISK_COLUMNS} rows={riskRows(pack, partWord)} />
        <Table caption="Tiers" columns={TIER_COLUMNS} rows={tierRows(pack)} />
        <dl className="grid gap-2 text-[14px]">
          {pack.tracks.map(({ id, title, says }) => (
            <div key={id} className="grid gap-0.5">
              <dt className="font-medium">{title}</dt>
              <dd className="text-ink-2">{says}</dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section id="clocks" title="Clocks" lead="A clock that runs out escalates. It never approves anything.">
        <Table caption="Clocks" columns={CLOCK_COLUMNS} rows={clockRows(pack)} />
      </Section>
    </>
  );
}

const RISK_COLUMNS = [
  { key: "part", head: "Part" },
  { key: "when", head: "When" },
  { key: "points", head: "Points", numeric: true },
];

function riskRows(pack: PolicyPack, partWord: (part: string) => string) {
  return RISK_PARTS.flatMap((part) =>
    pack.risk[part].map(({ says, points }) => ({
      key: `${part} ${says}`,
      cells: [partWord(part), says, points],
    })),
  );
}

const TIER_COLUMNS = [
  { key: "tier", head: "Tier" },
  { key: "risk", head: "Risk" },
  { key: "pass", head: "Pass mark", numeric: true },
  { key: "critical", head: "Critical factors", numeric: true },
  { key: "way", head: "Way of deciding" },
  { key: "approvers", head: "Approvers", numeric: true },
  { key: "review", head: "Review within", numeric: true },
  { key: "again", head: "Again after", numeric: true },
];

function tierRows(pack: PolicyPack) {
  return pack.tiers.map((tier, index) => {
    const above = pack.tiers[index - 1]?.risk_max ?? null;
    const from = above === null ? 0 : above + 1;
    return {
      key: tier.id,
      cells: [
        tier.id,
        tier.risk_max === null ? `from ${from}` : `${from} to ${tier.risk_max}`,
        `${tier.pass_mark} %`,
        `at least ${tier.critical_min}`,
        pack.tracks.find(({ id }) => id === tier.track)?.title ?? tier.track,
        tier.approvers,
        `${tier.review_days} business days`,
        `${tier.re_review_months} months`,
      ],
    };
  });
}

const CLOCK_COLUMNS = [
  { key: "what", head: "What" },
  { key: "within", head: "Within", numeric: true },
];

function clockRows({ clocks }: PolicyPack) {
  const rows: readonly (readonly [string, string])[] = [
    ["Screening by the rules", `${clocks.screening_days} business days`],
    ["Triage, also of a concern", `${clocks.triage_days} business days`],
    ["Reasons after a decision", `${clocks.reasons_days} business days`],
    ["Answer to a question, before the application lapses", `${clocks.information_request_days} days`],
    ["Appeal after a decision", `${clocks.appeal_days} days`],
    ["Decision of an appeal", `${clocks.appeal_decision_days} days`],
    ["End of an emergency key", `${clocks.emergency_hours} hours`],
    ["A suspension reaches every worker", `${clocks.suspension_seconds} seconds`],
  ];
  return rows.map(([what, within]) => ({ key: what, cells: [what, within] }));
}
