import { relyingParty } from "#lib/identity/relying-party";
import { signerFromSeed } from "#lib/ledger/note";
import { sha256Hex } from "#lib/platform/canonical-json";
import { softwareAuthenticator } from "#tests/support/software-authenticator";
import { type Loose, leafAt, resign, without } from "./tampering";

/** What a forger does to a certificate, given another one, and what the verifier must say of it. */
export type Tampering = [name: string, change: (certificate: Loose, foreign: Loose) => void, reason: RegExp];

const flipped = (base64url: string, at: number) => {
  const bytes = Buffer.from(base64url, "base64url");
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return bytes.toString("base64url");
};
const reworded = (certificate: Loose, change: (text: Loose) => void) => {
  const text = JSON.parse(certificate.signed.text);
  change(text);
  certificate.signed.text = JSON.stringify(text);
};

export const OF_THE_DECISION: Tampering[] = [
  ["the outcome turned round", (c) => (c.decision.outcome = "decline"), /its outcome is decline/],
  [
    "another decision's id",
    (c, foreign) => (c.decision.id = foreign.decision.id),
    /taken for something else/,
  ],
  [
    "another application",
    (c) => (c.decision.application_id = "app_other"),
    /its application_id is app_other/,
  ],
  ["another proposal", (c) => (c.decision.proposal_id = "prp_other"), /its proposal_id is prp_other/],
  ["another digest", (c) => (c.decision.digest = "0".repeat(64)), /its digest is 0000/],
  [
    "a field that nobody checks",
    (c) => (c.decision.note = "approved by the board"),
    /decision cannot be read/,
  ],
];

export const OF_THE_TEXT: Tampering[] = [
  ["the reasons changed", (c) => reworded(c, (t) => (t.reasons = "None.")), /does not have the digest/],
  ["a score raised", (c) => reworded(c, (t) => (t.scores[0].points = 4)), /does not have the digest/],
  ["a scorer taken out", (c) => reworded(c, (t) => t.scores.pop()), /does not have the digest/],
  [
    "the conditions loosened",
    (c) => reworded(c, (t) => (t.conditions.top_k = 50)),
    /does not have the digest/,
  ],
  [
    "the revision's digest changed",
    (c) => reworded(c, (t) => (t.application.revision_digest = "0")),
    /does not have/,
  ],
  ["the pack's digest changed", (c) => reworded(c, (t) => (t.pack.digest = "0")), /does not have the digest/],
  [
    "a text changed and its digest with it",
    (c) => {
      reworded(c, (t) => (t.grant_terms.operations = ["identify_1_n"]));
      c.decision.digest = sha256Hex(c.signed.text);
    },
    /its digest is/,
  ],
  ["another salt of its parts", (c) => (c.signed.salt = "0".repeat(64)), /not those in the ledger/],
  ["the salt of its parts left out", (c) => (c.signed.salt = null), /salt of its parts is missing/],
  ["another decision's text", (c, foreign) => (c.signed = foreign.signed), /does not have the digest/],
];

export const OF_SIGNATURES: Tampering[] = [
  ["a signature taken out", (c) => c.signatures.pop(), /signers are not those/],
  ["a signature twice", (c) => (c.signatures[1] = c.signatures[0]), /signers are not those/],
  ["the signers in another order", (c) => c.signatures.reverse(), /signers are not those/],
  ["another signer", (c) => (c.signatures[1].signer = "per_other"), /signers are not those/],
  ["another lane", (c) => (c.signatures[1].lane = "legal"), /the ledger has it from ethics/],
  ["another place", (c) => (c.signatures[1].slot = 3), /at place 2/],
  [
    "a passkey said to be a code",
    (c) => Object.assign(c.signatures[0], { method: "totp", proof: "seen", assertion: null }),
    /by passkey, not by totp/,
  ],
  [
    "an assertion taken out as if it was never kept",
    (c) => Object.assign(c.signatures[0], { proof: "not_kept", assertion: null }),
    /the ledger says assertion/,
  ],
  ["an assertion missing", (c) => (c.signatures[0].assertion = null), /its assertion is missing/],
  ["another reason", (c) => (c.signatures[0].reason.text = "I was told to."), /not what was written then/],
  [
    "another salt of a reason",
    (c) => (c.signatures[0].reason.salt = "0".repeat(64)),
    /not what was written then/,
  ],
];

const assertionOf = (c: Loose) => c.signatures[0].assertion;
export const OF_ASSERTIONS: Tampering[] = [
  [
    "one bit of a signature",
    (c) => (assertionOf(c).signature = flipped(assertionOf(c).signature, 20)),
    /not the one/,
  ],
  [
    "the other signer's assertion",
    (c) => (c.signatures[0].assertion = c.signatures[1].assertion),
    /not the one/,
  ],
  [
    "an assertion of another decision",
    (c, foreign) => (c.signatures[0].assertion = foreign.signatures[0].assertion),
    /not the one that the ledger speaks of/,
  ],
  [
    "another counter",
    (c) => (assertionOf(c).authenticator_data = flipped(assertionOf(c).authenticator_data, 36)),
    /not the one/,
  ],
  ["another origin", (c) => (assertionOf(c).origin = "https://evil.example"), /not the one/],
  ["another relying party", (c) => (assertionOf(c).rp_id = "evil.example"), /not the one/],
  [
    "another key, which did sign the digest",
    (c) => forgeAssertion(c),
    /not the one that the ledger speaks of/,
  ],
];

/** A stranger's passkey over the right digest, for the right relying party: all that a forger can make alone. */
function forgeAssertion(certificate: Loose): void {
  const site = relyingParty() ?? { origin: "", rpId: "" };
  const device = softwareAuthenticator(site, { challenge: "", user: { id: "AAAA" } });
  const answer = device.get(Buffer.from(certificate.decision.digest, "hex").toString("base64url"));
  const attestation = Buffer.from(device.create().response.attestationObject, "base64url");
  Object.assign(assertionOf(certificate), {
    credential_id: answer.id,
    // The key is the last thing in it: 77 bytes of COSE.
    public_key: attestation.subarray(-77).toString("base64url"),
    client_data_json: answer.response.clientDataJSON,
    authenticator_data: answer.response.authenticatorData,
    signature: answer.response.signature,
  });
}

export const OF_THE_LEDGER: Tampering[] = [
  ["an entry edited", (c) => (leafAt(c, "decision.issued").leaf += " "), /FAILED \(leaf\)/],
  [
    "an entry edited and its hash with it",
    (c) => resign(leafAt(c, "decision.signed"), (leaf) => (leaf.data.signer = "per_other")),
    /FAILED \(inclusion\)/,
  ],
  [
    "a proof changed",
    (c) => (leafAt(c, "decision.issued").proof[0] = "0".repeat(64)),
    /FAILED \(inclusion\)/,
  ],
  [
    "the size in a checkpoint changed",
    (c) => (c.ledger.checkpoints[0].note = c.ledger.checkpoints[0].note.replace(/\n\d+\n/, "\n9999\n")),
    /FAILED \(checkpoint\)/,
  ],
  ["another ledger's key", (c) => otherKey(c), /FAILED \((key|checkpoint)\)/],
  ["a signature's entry left out", (c) => without(c, "decision.signed"), /FAILED/],
  [
    "the enrolment of the keys left out",
    (c) => without(c, "person.passkey_enrolled"),
    /does not know its key/,
  ],
  ["the submission left out", (c) => without(c, "application.submitted"), /this revision was submitted/],
  ["the release of the pack left out", (c) => without(c, "policy.released"), /policy pack was released/],
  ["the proposal left out", (c) => without(c, "decision.proposed"), /does not hold one proposal/],
  ["the decision left out", (c) => without(c, "decision.issued"), /FAILED/],
  ["another scope", (c) => (c.ledger.scope.subject = "dec_other"), /taken for something else/],
  [
    "another decision's part of the ledger",
    (c, foreign) => (c.ledger = foreign.ledger),
    /taken for something else/,
  ],
];

function otherKey(certificate: Loose): void {
  certificate.ledger.vkey = signerFromSeed(certificate.ledger.origin, Buffer.alloc(32, 7)).vkey;
}

const partOf = (c: Loose, name: string) => c.signed.parts.find((part: Loose) => part.name === name);
export const OF_PARTS: Tampering[] = [
  ["an open part changed", (c) => (partOf(c, "reasons").open.value = "None."), /its part reasons is not/],
  [
    "an open part's salt changed",
    (c) => (partOf(c, "reasons").open.salt = "0".repeat(64)),
    /its part reasons is not/,
  ],
  [
    "a withheld part dropped",
    (c) => c.signed.parts.splice(c.signed.parts.indexOf(partOf(c, "scores")), 1),
    /not those in/,
  ],
  [
    "a withheld part's digest changed",
    (c) => (partOf(c, "scores").digest = "0".repeat(64)),
    /not those in the ledger/,
  ],
  [
    "a part made up",
    (c) => c.signed.parts.push({ name: "board", digest: "0".repeat(64), open: null }),
    /not those in/,
  ],
  ["a part twice", (c) => c.signed.parts.push(partOf(c, "reasons")), /not those in the ledger/],
  ["all parts withheld by leaving them out", (c) => (c.signed.parts = []), /not those in the ledger/],
];
