import { useTranslations } from "next-intl";
import { classes } from "./classes";

/** What a risk is drawn against, from the pack. */
type Scale = {
  parts: readonly { part: string; max: number }[];
  max: number;
  tiers: readonly { tier: string; upTo: number }[];
};

const PARTS = ["operation", "mode", "space", "consequence", "subjects", "authority"] as const;

/** How the parts of a risk are called; one that this version of the portal does not know is shown as it is. */
export function useRiskPartWord(): (part: string) => string {
  const t = useTranslations("ui");
  return (part) => {
    const known = PARTS.find((one) => one === part);
    return known === undefined ? part : t(`riskPart.${known}`);
  };
}

/**
 * A risk as a picture: the whole of it between the borders of the tiers, and under it a bar for each part, all on
 * one scale. Drawn as SVG in shares of the width; the numbers stand beside it in words.
 *
 * @param tier the tier that counts: a rule may have raised it over the one in which the risk lies
 */
export function RiskPicture({
  scale,
  parts,
  risk,
  tier,
}: {
  scale: Scale;
  parts: Readonly<Record<string, number>>;
  risk: number;
  tier: string;
}) {
  const t = useTranslations("ui");
  const riskPartWord = useRiskPartWord();
  const longest = Math.max(1, ...scale.parts.map(({ max }) => max));
  return (
    <figure className="grid gap-4">
      <TierBar scale={scale} risk={risk} tier={tier} />
      <ul className="grid gap-1.5">
        {scale.parts.map(({ part, max }) => {
          const points = parts[part] ?? 0;
          return (
            <li key={part} className="grid grid-cols-[8.5rem_1fr_4.25rem] items-center gap-2 text-small">
              <span className={points === 0 ? "text-ink-3" : undefined}>{riskPartWord(part)}</span>
              <svg aria-hidden className="h-3 w-full" preserveAspectRatio="none">
                <rect y="2" width={share(max, longest)} height="8" rx="2" className="fill-rule" />
                <rect y="2" width={share(points, longest)} height="8" rx="2" className="fill-accent" />
              </svg>
              <span className="text-end whitespace-nowrap tabular-nums">
                {t.rich("points", {
                  points,
                  max,
                  quiet: (chunks) => <span className="text-ink-3">{chunks}</span>,
                })}
              </span>
            </li>
          );
        })}
      </ul>
    </figure>
  );
}

function TierBar({ scale, risk, tier }: { scale: Scale; risk: number; tier: string }) {
  const t = useTranslations("ui");
  const { max, tiers } = scale;
  const ends = tiers.map((one) => one.upTo).join(", ");
  return (
    <div className="grid gap-1">
      <svg
        role="img"
        aria-label={t("riskPicture", { risk, max, tier, ends })}
        className="h-4 w-full overflow-visible"
        preserveAspectRatio="none"
      >
        <rect y="3" width="100%" height="10" rx="3" className="fill-rule" />
        <rect y="3" width={share(risk, max)} height="10" rx="3" className="fill-accent" />
        {tiers.slice(0, -1).map((one) => (
          <line
            key={one.tier}
            x1={share(one.upTo, max)}
            x2={share(one.upTo, max)}
            y1="-1"
            y2="17"
            className="stroke-ink"
            strokeWidth="1.5"
          />
        ))}
      </svg>
      <svg aria-hidden className="h-4 w-full overflow-visible">
        {tiers.map((one, index) => {
          const from = tiers[index - 1]?.upTo ?? 0;
          return (
            <text
              key={one.tier}
              x={share((from + one.upTo) / 2, max)}
              y="12"
              textAnchor="middle"
              fontSize="12"
              className={classes(one.tier === tier ? "fill-ink font-semibold" : "fill-ink-3")}
            >
              {one.tier}
            </text>
          );
        })}
      </svg>
    </div>
  );
}

function share(amount: number, of: number): string {
  return `${(100 * Math.min(Math.max(amount, 0), of)) / of}%`;
}
