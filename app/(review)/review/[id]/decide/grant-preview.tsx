import type { GrantSentence } from "#lib/grants/describe-grant";

/** The grant clause by clause: what the suggested conditions compile to, and where the form now says otherwise. */
export function GrantPreview({
  before,
  after,
}: {
  before: readonly GrantSentence[];
  after: readonly GrantSentence[] | null;
}) {
  return (
    <div className="grid content-start gap-2 rounded-card border border-rule bg-surface p-4 lg:sticky lg:top-4">
      <h3>The grant that this compiles to</h3>
      <p className="text-small text-ink-2">
        Changes from what was suggested are marked. What you propose is compiled once more, and signed word
        for word.
      </p>
      {after === null ? (
        <p role="status" className="text-sm text-warn">
          A field does not read yet, so there is no grant to show.
        </p>
      ) : (
        <ul className="grid">
          {clauses(before, after).map(({ key, old, now }) => (
            <li key={key} className="grid gap-0.5 border-t border-rule py-2.5">
              <p className="font-serif text-[15px]">
                {old === undefined || old.sentence === now?.sentence ? null : (
                  <>
                    <del>{old.sentence}</del>{" "}
                  </>
                )}
                {now === undefined ? null : old?.sentence === now.sentence ? (
                  now.sentence
                ) : (
                  <ins>{now.sentence}</ins>
                )}
              </p>
              <p className="font-mono text-tiny break-words text-ink-2">{(now ?? old)?.machine}</p>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

type Clause = { key: string; old: GrantSentence | undefined; now: GrantSentence | undefined };

/** Pairs clauses by what the machine calls them; conditions in words are each their own. */
function clauses(before: readonly GrantSentence[], after: readonly GrantSentence[]): Clause[] {
  const olds = new Map(before.map((clause) => [nameOf(clause), clause]));
  const nows = new Map(after.map((clause) => [nameOf(clause), clause]));
  const names = [...new Set([...nows.keys(), ...olds.keys()])];
  return names.map((key) => ({ key, old: olds.get(key), now: nows.get(key) }));
}

function nameOf({ machine }: GrantSentence): string {
  const [name = machine] = machine.split(":");
  return name === "condition" ? machine : name;
}
