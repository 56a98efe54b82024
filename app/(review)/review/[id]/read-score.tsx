import type { FactorView } from "#lib/reviews/factor-views";
import { classes } from "../../../_ui/classes";

/**
 * A score that cannot be changed here: one's own locked one, a revealed one, or the seal.
 *
 * @param isResting it is one's own to give, once the applicant has answered
 */
export function ReadScore({ factor, isResting }: { factor: FactorView; isResting: boolean }) {
  const { score } = factor;
  const points = score.kind === "sealed" ? null : score.points;
  const second = factor.other?.score.kind === "revealed" ? factor.other.score : null;
  return (
    <div className="grid gap-4">
      <ol className="grid gap-1.5">
        {factor.anchors.map((anchor, index) => (
          <li
            key={anchor}
            className={classes(
              "grid grid-cols-[1.75rem_1fr] gap-3 rounded-card border px-3 py-2 text-sm",
              points === index || second?.points === index ? "border-accent bg-accent-soft" : "border-rule",
            )}
          >
            <b className="font-serif text-base text-ink-2">{index}</b>
            <span>
              {anchor}
              {points === index ? (
                <span className="font-semibold"> {second === null ? "(the score)" : "(one score)"}</span>
              ) : null}
              {second?.points === index ? <span className="font-semibold"> (the other score)</span> : null}
            </span>
          </li>
        ))}
      </ol>
      {isResting ? (
        <p className="text-sm text-ink-2">
          You go on scoring when the applicant has answered. What you have saved is kept.
        </p>
      ) : null}
      {score.kind === "sealed" ? (
        isResting ? null : (
          <p className="text-sm text-ink-2">
            The lane {factor.lane} scores it. What it says is sealed until every lane has locked.
          </p>
        )
      ) : (
        <figure className="grid gap-1">
          <blockquote className="font-serif text-[16px]">“{score.rationale || "no words yet"}”</blockquote>
          <figcaption className="text-small text-ink-2">
            {score.kind === "own" ? "You" : (factor.scorer ?? "A reviewer")}, lane {factor.lane}
          </figcaption>
        </figure>
      )}
      {second === null || factor.other === null ? null : (
        <figure className="grid gap-1">
          <blockquote className="font-serif text-[16px]">“{second.rationale}”</blockquote>
          <figcaption className="text-small text-ink-2">
            {factor.other.scorer ?? "A reviewer"}, lane {factor.other.lane}
          </figcaption>
        </figure>
      )}
      {score.kind === "own" && score.privateNote !== "" ? (
        <p className="text-small text-ink-2">Your private note: {score.privateNote}</p>
      ) : null}
    </div>
  );
}
