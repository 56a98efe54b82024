import { beforeAll, describe, expect, it } from "vitest";
import { certificateForApplicant, certificateForStaff } from "#lib/certificates/certificate-view";
import { memberOf, signedCase } from "./signed-case";
import type { Loose } from "./tampering";
import {
  OF_ASSERTIONS,
  OF_PARTS,
  OF_SIGNATURES,
  OF_THE_DECISION,
  OF_THE_LEDGER,
  OF_THE_TEXT,
  type Tampering,
} from "./tamperings";
import { outcomeOf } from "./verified";

let whole: string;
let partial: string;
let foreign: Loose;
let vkey: string;
beforeAll(async () => {
  const [signed, other] = [await signedCase(), await signedCase()];
  const { applicationId } = signed.review;
  const issued = await certificateForStaff(signed.approver.actor, applicationId);
  whole = issued.text;
  partial = (await certificateForApplicant(await memberOf(signed.review), applicationId)).text;
  foreign = JSON.parse((await certificateForStaff(other.approver.actor, other.review.applicationId)).text);
  vkey = issued.certificate.ledger.vkey;
});

function refuses(kind: () => string, tampering: Tampering): void {
  const [, change, reason] = tampering;
  const certificate = JSON.parse(kind());
  change(certificate, foreign);
  expect(JSON.stringify(certificate)).not.toBe(JSON.stringify(JSON.parse(kind())));
  // Without the ledger's key from elsewhere, and with it.
  for (const options of [[], ["--vkey", vkey]]) {
    const { lines, exitCode } = outcomeOf(JSON.stringify(certificate), ...options);
    expect(exitCode).not.toBe(0);
    expect(lines.join("\n")).toMatch(reason);
  }
}

describe("a certificate with", () => {
  it.each([...OF_THE_DECISION, ...OF_THE_TEXT, ...OF_SIGNATURES, ...OF_ASSERTIONS, ...OF_THE_LEDGER])(
    "%s is refused",
    (...tampering) => refuses(() => whole, tampering),
  );

  it.each([...OF_PARTS, ...OF_THE_DECISION])("parts withheld and %s is refused", (...tampering) =>
    refuses(() => partial, tampering),
  );

  it("nothing changed is accepted, whole and in part", () => {
    for (const text of [whole, partial]) expect(outcomeOf(text, "--vkey", vkey).lines.at(-1)).toBe("ok");
  });
});
