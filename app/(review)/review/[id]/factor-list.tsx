import Link from "next/link";
import type { Dossier, LaneView } from "#lib/reviews/dossier-view";
import { laneWords } from "#lib/reviews/lanes";
import { classes } from "../../../_ui/classes";

/** One's own factors; the others' behind a fold, with only what may be known of them. */
export function FactorList({ found, factorId }: { found: Dossier; factorId: string | null }) {
  const isMine = (lane: LaneView) => lane.isMine || (found.me.lane === null && lane.isForMe);
  const mine = found.lanes.filter(isMine);
  const others = found.lanes.filter((lane) => !isMine(lane));
  const isElsewhere = others.some(({ factorIds }) => factorIds.includes(factorId ?? ""));
  return (
    <nav aria-label="Factors" className="grid content-start gap-3">
      <h2>{mine.length === 0 ? "Factors" : "Your factors"}</h2>
      {mine.map((lane) => (
        <LaneFactors key={laneWords(lane)} lane={lane} found={found} factorId={factorId} />
      ))}
      {others.length === 0 ? null : (
        <details open={isElsewhere || mine.length === 0}>
          <summary className="cursor-pointer text-sm">
            {mine.length === 0 ? "By lane" : "The other lanes'"}
          </summary>
          <div className="grid gap-3 pt-3">
            {others.map((lane) => (
              <LaneFactors key={laneWords(lane)} lane={lane} found={found} factorId={factorId} />
            ))}
          </div>
        </details>
      )}
      {found.isRevealed ? null : (
        <p className="text-small text-ink-2">Others' scores stay sealed until all lanes lock.</p>
      )}
      {found.notApplicable.map(({ id, name, why }) => (
        <p key={id} className="text-small text-ink-2">
          <span className="font-mono">{id}</span> {name} does not apply. {why}
        </p>
      ))}
    </nav>
  );
}

function LaneFactors({ lane, found, factorId }: { lane: LaneView; found: Dossier; factorId: string | null }) {
  const factors = found.factors.filter(({ id }) => lane.factorIds.includes(id));
  return (
    <div className="grid gap-1">
      <p className="text-small text-ink-2">
        {laneWords(lane)}
        {lane.isMine ? ", yours" : ""}
        {lane.isLocked ? ", locked" : ""}
      </p>
      <ul className="grid">
        {factors.map((factor) => (
          <li key={factor.id}>
            <Link
              href={`/review/${found.applicationId}?factor=${factor.id}`}
              data-key-item
              aria-current={factor.id === factorId ? "true" : undefined}
              className={classes(
                "grid grid-cols-[2.25rem_1fr_auto] gap-2 rounded-field px-2 py-1.5 text-sm text-ink no-underline hover:bg-sunken",
                factor.id === factorId && "bg-accent-soft",
              )}
            >
              <span className="font-mono text-small leading-5">{factor.id}</span>
              <span>{factor.name}</span>
              <span className="text-small text-ink-2">{pointsWords(factor)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function pointsWords({ isMine, score, other }: Dossier["factors"][number]): string {
  if (score.kind !== "sealed" && score.points !== null && other?.score.kind === "revealed") {
    return `${score.points}, ${other.score.points}`;
  }
  if (score.kind === "revealed") return String(score.points);
  if (score.kind === "own" && score.points !== null) return String(score.points);
  return isMine ? "open" : "sealed";
}
