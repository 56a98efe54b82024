import { proofWords } from "#lib/identity/kept-assertion";
import type { ProposalView, SignatureView } from "#lib/reviews/proposal-view";
import { Moment } from "#ui/moment";
import { StateBadge } from "#ui/state-badge";

/** Who has signed, why, and how sure of it we are; then the places that are open. */
export function SignatureList({
  signatures,
  needed,
}: {
  signatures: ProposalView["signatures"];
  needed: number;
}) {
  const open = Array.from(
    { length: Math.max(0, needed - signatures.length) },
    (_, place) => signatures.length + place + 1,
  );
  return (
    <ol className="grid gap-3">
      {signatures.map((signature) => (
        <Signed key={signature.slot} signature={signature} />
      ))}
      {open.map((slot) => (
        <li
          key={slot}
          className="flex items-baseline justify-between gap-2 border-t border-rule pt-3 first:border-t-0 first:pt-0"
        >
          <span className="text-sm text-ink-2">
            Signature {slot}
            {slot === 1 ? "" : ", from another lane"}
          </span>
          <StateBadge tone="warn">open</StateBadge>
        </li>
      ))}
    </ol>
  );
}

const METHODS: Readonly<Record<string, string>> = {
  password: "Password",
  totp: "Authenticator code",
  passkey: "Passkey",
};

function Signed({ signature }: { signature: SignatureView }) {
  return (
    <li className="grid gap-1 border-t border-rule pt-3 first:border-t-0 first:pt-0">
      <div className="flex items-baseline justify-between gap-2">
        <p className="text-sm">
          <b>{signature.isMine ? "You" : signature.signer}</b>, {signature.lane}
        </p>
        <StateBadge tone="good">signed</StateBadge>
      </div>
      <p className="text-small text-ink-2">
        {METHODS[signature.method] ?? signature.method}, <Moment at={signature.signedAt} />
      </p>
      <p className="text-small text-ink-2">{proofWords(signature.proof, signature.method)}</p>
      <blockquote className="font-serif text-[15px]">“{signature.reason}”</blockquote>
    </li>
  );
}
