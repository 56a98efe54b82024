import type { ConditionWords } from "#lib/policy/condition-words";

/** A condition in words, with what it is made of; a definition leads to its own text, a list to its members. */
export function ConditionTree({ words }: { words: ConditionWords }) {
  const { text, parts, definition, list } = words;
  return (
    <div className="grid gap-1 text-small">
      <p>
        {definition === undefined && list === undefined ? (
          text
        ) : (
          <a href={definition === undefined ? `#list-${list}` : `#definition-${definition}`}>{text}</a>
        )}
        {parts.length === 0 ? null : ":"}
      </p>
      {parts.length === 0 ? null : (
        <ul className="grid list-disc gap-1 ps-5">
          {parts.map((part) => (
            <li key={`${part.text} ${JSON.stringify(part.parts)}`}>
              <ConditionTree words={part} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
