import type { ProposalView } from "#lib/reviews/proposal-view";
import { CodeBlock } from "#ui/digest";

/** What a digest stands for, first in words and then as the very text. */
export function ProposalText({ proposal }: { proposal: ProposalView }) {
  const { application, pack, screening, scores, documents } = proposal.content;
  return (
    <div className="grid gap-3 text-sm">
      <ul className="grid list-disc gap-1 pl-5">
        <li>
          {application.reference}, revision {application.revision_number}, by its own digest
        </li>
        <li>policy pack {pack.version}, by its own digest</li>
        <li>
          the screening: {screening.outcome.replaceAll("_", " ")}, {screening.tier}, risk {screening.risk}
        </li>
        {documents === undefined ? null : (
          <li>
            {documents.length} documents, of which the desk has verified{" "}
            {documents.filter(({ verified }) => verified).length}
          </li>
        )}
        <li>{scores.length} scores, each with its reason and who gave it</li>
        <li>outcome, conditions, reasons, and the grant clause by clause</li>
      </ul>
      <details>
        <summary className="cursor-pointer text-small text-ink-2">
          The signed text as it is (RFC 8785 JSON)
        </summary>
        <div className="pt-2">
          <CodeBlock label="Its SHA-256 is the digest" code={proposal.canonical} />
        </div>
      </details>
    </div>
  );
}
