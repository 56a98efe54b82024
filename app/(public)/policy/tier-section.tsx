import { useTranslations } from "next-intl";
import type { PolicyPack } from "#lib/policy/pack";
import { RISK_PARTS } from "#lib/policy/pack-parts";
import { InEnglish } from "#ui/in-english";
import { Section } from "#ui/page";
import { useRiskPartWord } from "#ui/risk-picture";
import { Table } from "#ui/table";

/** How the risk is computed, which tier it falls in, and how long each step may take. */
export function TierSection({ pack }: { pack: PolicyPack }) {
  const t = useTranslations("policy");
  return (
    <>
      <Section id="tiers" title={t("tiers.title")} lead={t("tiers.lead")}>
        <RiskTable pack={pack} />
        <TierTable pack={pack} />
        <dl className="grid gap-2 text-[14px]">
          {pack.tracks.map(({ id, title, says }) => (
            <div key={id} className="grid gap-0.5">
              <dt className="font-medium">
                <InEnglish>{title}</InEnglish>
              </dt>
              <dd className="text-ink-2">
                <InEnglish>{says}</InEnglish>
              </dd>
            </div>
          ))}
        </dl>
      </Section>
      <Section id="clocks" title={t("clocks.title")} lead={t("clocks.lead")}>
        <ClockTable clocks={pack.clocks} />
      </Section>
    </>
  );
}

function RiskTable({ pack }: { pack: PolicyPack }) {
  const t = useTranslations("policy.tiers");
  const partWord = useRiskPartWord();
  return (
    <Table
      caption={t("points")}
      columns={[
        { key: "part", head: t("part") },
        { key: "when", head: t("when") },
        { key: "points", head: t("pointsHead"), numeric: true },
      ]}
      rows={RISK_PARTS.flatMap((part) =>
        pack.risk[part].map(({ says, points }) => ({
          key: `${part} ${says}`,
          cells: [partWord(part), <InEnglish key="says">{says}</InEnglish>, points],
        })),
      )}
    />
  );
}

function TierTable({ pack }: { pack: PolicyPack }) {
  const t = useTranslations("policy");
  return (
    <Table
      caption={t("tiers.tiers")}
      columns={[
        { key: "tier", head: t("tiers.tier") },
        { key: "risk", head: t("tiers.risk") },
        { key: "pass", head: t("tiers.pass"), numeric: true },
        { key: "critical", head: t("tiers.critical"), numeric: true },
        { key: "way", head: t("tiers.way") },
        { key: "approvers", head: t("tiers.approvers"), numeric: true },
        { key: "review", head: t("tiers.review"), numeric: true },
        { key: "again", head: t("tiers.again"), numeric: true },
      ]}
      rows={pack.tiers.map((tier, index) => {
        const above = pack.tiers[index - 1]?.risk_max ?? null;
        const from = above === null ? 0 : above + 1;
        const way = pack.tracks.find(({ id }) => id === tier.track)?.title ?? tier.track;
        return {
          key: tier.id,
          cells: [
            tier.id,
            tier.risk_max === null
              ? t("tiers.from", { from })
              : t("tiers.fromTo", { from, to: tier.risk_max }),
            `${tier.pass_mark} %`,
            t("tiers.atLeast", { points: tier.critical_min }),
            <InEnglish key="way">{way}</InEnglish>,
            tier.approvers,
            t("within.businessDays", { count: tier.review_days }),
            t("within.months", { count: tier.re_review_months }),
          ],
        };
      })}
    />
  );
}

function ClockTable({ clocks }: Pick<PolicyPack, "clocks">) {
  const t = useTranslations("policy");
  const rows = [
    ["screening", "businessDays", clocks.screening_days],
    ["triage", "businessDays", clocks.triage_days],
    ["reasons", "businessDays", clocks.reasons_days],
    ["answer", "days", clocks.information_request_days],
    ["appeal", "days", clocks.appeal_days],
    ["appealDecision", "days", clocks.appeal_decision_days],
    ["emergency", "hours", clocks.emergency_hours],
    ["suspension", "seconds", clocks.suspension_seconds],
  ] as const;
  return (
    <Table
      caption={t("clocks.title")}
      columns={[
        { key: "what", head: t("clocks.what") },
        { key: "within", head: t("clocks.within"), numeric: true },
      ]}
      rows={rows.map(([what, unit, count]) => ({
        key: what,
        cells: [t(`clocks.${what}`), t(`within.${unit}`, { count })],
      }))}
    />
  );
}
