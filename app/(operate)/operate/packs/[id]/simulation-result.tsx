import Link from "next/link";
import { TIERS } from "#lib/policy/pack-parts";
import { OUTCOMES } from "#lib/policy/screen";
import { type ChangedCase, isEased, isFlip, type Simulation } from "#lib/simulator/simulation";
import type { SimulationSeen } from "#lib/simulator/view";
import { ButtonLink } from "#ui/button";
import { Notice } from "#ui/form-message";
import { Moment } from "#ui/moment";
import { Table } from "#ui/table";
import { changeWords } from "../words";
import { MatrixPicture } from "./matrix-picture";

const SHOWN_MAX = 200;
const QUALITY = ["pass", "open", "fail", "unscored"];

/** A trial: what it comes to, from where to where, and every case and grant by name. */
export function SimulationResult({ tried, draftId }: { tried: SimulationSeen; draftId: string }) {
  const { simulation, names } = tried;
  const eased = simulation.changed.filter(isEased);
  const others = simulation.changed.filter((changed) => !isEased(changed));
  return (
    <div className="grid gap-8">
      <Verdict simulation={simulation} />
      <div className="grid gap-6 lg:grid-cols-3">
        <MatrixPicture title="Outcome" order={OUTCOMES} cells={simulation.outcomes} />
        <MatrixPicture title="Tier" order={TIERS} cells={simulation.tiers} />
        <MatrixPicture title="Quality, by the scores on record" order={QUALITY} cells={simulation.quality} />
      </div>
      <Changed title="What becomes easier" cases={eased} names={names} toward="easier" />
      <Changed title="What else changes" cases={others} names={names} toward="harder" />
      <Grants simulation={simulation} names={names} />
      <p className="flex flex-wrap items-center gap-3 text-small text-ink-2">
        <span>
          Against {simulation.against}, by {tried.ranBy}, <Moment at={tried.ranAt} />. Scores that are still
          sealed are left out.
        </span>
        <ButtonLink href={`/operate/packs/${draftId}/simulation.json`}>All of it as JSON</ButtonLink>
      </p>
    </div>
  );
}

/** In one sentence, whether anything widens. */
function Verdict({ simulation: { cases, unchanged, changed, grants, against } }: { simulation: Simulation }) {
  const eased = changed.filter(isEased);
  const easedGrants = grants.filter(({ toward }) => toward.includes("easier"));
  const keys = grants.reduce((sum, grant) => sum + grant.keys, 0);
  const flips = changed.filter(isFlip).length;
  const rest = `Of ${number(cases)} past applications ${number(unchanged)} are read exactly as under ${against}; ${number(flips)} change their outcome, tier or quality; ${number(grants.length)} living grants with ${number(keys)} live keys are among those that change.`;
  return eased.length === 0 ? (
    <Notice tone="good" title="Nothing becomes easier for anyone">
      {rest}
    </Notice>
  ) : (
    <Notice
      tone="warn"
      title={`${number(eased.length)} ${eased.length === 1 ? "application" : "applications"} and ${number(easedGrants.length)} living ${easedGrants.length === 1 ? "grant" : "grants"} have it easier in some way`}
    >
      {rest} Each is named below with what no longer stands in its way; nothing else becomes easier.
    </Notice>
  );
}

type Names = SimulationSeen["names"];

function Changed(of: {
  title: string;
  cases: readonly ChangedCase[];
  names: Names;
  toward: "easier" | "harder";
}) {
  const { title, cases, names, toward } = of;
  if (cases.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h3>
        {title}: {number(cases.length)}
      </h3>
      <Table
        caption={title}
        columns={[
          { key: "case", head: "Application" },
          { key: "flip", head: "Answer" },
          { key: "eased", head: toward === "easier" ? "Easier by" : "Harder by" },
          ...(toward === "easier" ? [{ key: "harder", head: "Harder by" }] : []),
          { key: "grants", head: "Grants", numeric: true },
        ]}
        rows={cases.slice(0, SHOWN_MAX).map((changed) => ({
          key: changed.application_id,
          cells: [
            <CaseName key="case" id={changed.application_id} names={names} />,
            answer(changed),
            <Reasons key="eased" of={changed} toward={toward} />,
            ...(toward === "easier" ? [<Reasons key="harder" of={changed} toward="harder" />] : []),
            changed.grants.length,
          ],
        }))}
      />
      {cases.length > SHOWN_MAX ? (
        <p className="text-small text-ink-2">
          And {number(cases.length - SHOWN_MAX)} more, each by name in the JSON below.
        </p>
      ) : null}
    </section>
  );
}

function CaseName({ id, names }: { id: string; names: Names }) {
  const name = names.get(id);
  if (name === undefined) return <code className="font-mono text-small">{id}</code>;
  return (
    <span className="grid min-w-44 gap-0.5">
      <Link href={`/review/${id}`}>{name.reference}</Link>
      <span className="text-small text-ink-2">
        {name.title}, {name.organisation}
      </span>
    </span>
  );
}

function answer({ before, after }: ChangedCase): string {
  const sides = [
    [before.outcome, after.outcome],
    [before.tier, after.tier],
    [before.quality, after.quality],
  ] as const;
  const moved = sides.filter(([was, is]) => was !== is);
  return moved.length === 0
    ? "the same"
    : moved.map(([was, is]) => `${was} → ${is}`.replaceAll("_", " ")).join(", ");
}

function Reasons({ of, toward }: { of: ChangedCase; toward: "easier" | "harder" }) {
  const changes = of.changes.filter((change) => change.toward === toward);
  return (
    <ul className="grid min-w-52 gap-0.5 text-small">
      {changes.map((change) => (
        <li key={`${change.what} ${change.of}`}>{changeWords(change)}</li>
      ))}
    </ul>
  );
}

function Grants({ simulation: { grants }, names }: { simulation: Simulation; names: Names }) {
  if (grants.length === 0) return null;
  return (
    <section className="grid gap-3">
      <h3>Living grants among them: {number(grants.length)}</h3>
      <Table
        caption="Living grants whose application would be read otherwise"
        columns={[
          { key: "grant", head: "Grant" },
          { key: "case", head: "Application" },
          { key: "toward", head: "Becomes" },
          { key: "keys", head: "Live keys", numeric: true },
        ]}
        rows={grants.slice(0, SHOWN_MAX).map(({ grant_id, application_id, toward, keys }) => ({
          key: grant_id,
          cells: [
            <code key="grant" className="font-mono text-small">
              {grant_id}
            </code>,
            <CaseName key="case" id={application_id} names={names} />,
            toward.join(" and "),
            keys,
          ],
        }))}
      />
    </section>
  );
}

function number(value: number): string {
  return value.toLocaleString("en-GB");
}
