import { CodeBlock, Digest } from "#ui/digest";
import { Section } from "#ui/page";

/** The very text that people sign, folded under the digest that they sign over. */
export function SignedText({ digest, canonical }: { digest: string; canonical: string }) {
  return (
    <Section
      title="The text that is signed"
      lead="RFC 8785 canonical JSON; everyone who signs does so over its SHA-256."
    >
      <Digest label="sha256" value={digest} />
      <details>
        <summary className="cursor-pointer text-small text-accent">The text, word for word</summary>
        <div className="pt-3">
          <CodeBlock label="Canonical JSON" code={canonical} />
        </div>
      </details>
    </Section>
  );
}
