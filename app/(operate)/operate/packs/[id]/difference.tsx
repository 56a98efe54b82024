import { factLabel } from "#lib/applications/fact-labels";
import type { PolicyPack } from "#lib/policy/pack";
import { type PackChange, packDifference } from "#lib/policy/pack-difference";
import { Empty, Section } from "#ui/page";
import { StateBadge } from "#ui/state-badge";
import { Table } from "#ui/table";

const TONES = { added: "info", removed: "warn", changed: "plain" } as const;

/** What a draft says otherwise than the pack in force, in words and by pointer. */
export function Difference({
  before,
  after,
  state,
}: {
  before: PolicyPack;
  after: PolicyPack;
  state: string;
}) {
  const changes = packDifference(before, after, factLabel);
  const many = changes.length === 1 ? "One difference" : `${changes.length} differences`;
  return (
    <Section
      id="difference"
      title={`${many} from ${before.version}`}
      lead={`All of them. ${state === "open" ? "Against the pack in force." : "Against the pack that it was begun from."}`}
    >
      {changes.length === 0 ? <Empty title="It says the same." /> : <Changes changes={changes} />}
    </Section>
  );
}

function Changes({ changes }: { changes: readonly PackChange[] }) {
  return (
    <Table
      caption="What the draft says otherwise"
      columns={[
        { key: "what", head: "What" },
        { key: "kind", head: "Change" },
        { key: "before", head: "Before" },
        { key: "after", head: "After" },
      ]}
      rows={changes.map(({ pointer, kind, what, before, after }) => ({
        key: `${kind} ${pointer}`,
        cells: [
          <div key="what" className="grid min-w-48 gap-0.5">
            <span>{what}</span>
            <code className="font-mono text-[12px] break-all text-ink-2">{pointer}</code>
          </div>,
          <StateBadge key="kind" tone={TONES[kind]}>
            {kind}
          </StateBadge>,
          <Said key="before" text={before} />,
          <Said key="after" text={after} />,
        ],
      }))}
    />
  );
}

function Said({ text }: { text: string }) {
  return <span className="block min-w-40 max-w-md break-words font-serif">{text === "" ? "–" : text}</span>;
}
