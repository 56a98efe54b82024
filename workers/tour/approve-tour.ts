import { addresses } from "./addresses";
import { importSample, submitApplication, uploadDocument } from "./apply";
import { inWords, verifyPair } from "./call";
import { makeKey, whileKeyLives } from "./keys";
import { verifyLedger } from "./ledger";
import { enterAs } from "./people";
import { type Pair, photographs } from "./photographs";
import type { Portal } from "./portal";
import { declareNoConflict, propose, scoreLane, sign, verifyDocuments } from "./review";
import { expect, step } from "./step";

const DOCUMENTS = [
  "legal_memo",
  "dpia",
  "notice_text",
  "consent_text",
  "sop",
  "test_report",
  "retention_schedule",
];
const LANES = ["compliance", "privacy", "technical"];

/** The whole journey, as a newcomer would make it: every page and call is the one that people use. */
export async function approveTour(files: readonly string[]): Promise<void> {
  const { portalUrl, gatewayUrl } = addresses();
  const pair = await photographs(files);
  const applicant = await enterAs(portalUrl, "signatory@northwind.example");
  const { applicationId, reference } = await applyFor(applicant);
  await judge(portalUrl, applicationId);

  const admin = await enterAs(portalUrl, "admin@northwind.example");
  const { key } = await step(
    "the grant is live; its admin makes a key",
    () => makeKey(admin, reference),
    (made) => `${made.key.slice(0, 22)}…`,
  );
  await whileKeyLives(admin, key, (end) => useAndEnd(gatewayUrl, { key, end, pair }));
}

type KeyInUse = { key: string; end: () => Promise<void>; pair: Pair };

async function useAndEnd(gatewayUrl: string, { key, end, pair }: KeyInUse): Promise<void> {
  const jobId = await compare(gatewayUrl, key, pair);
  await step(
    "the ledger verifies here, offline",
    () => verifyLedger(gatewayUrl, jobId),
    (account) =>
      `${account.entries} of ${account.size} entries, ${account.checkpoints} checkpoints, signatures and rules hold`,
  );
  await step("the admin revokes the key", end);
  await step(
    "the same call is refused",
    async () => {
      const refused = await verifyPair(gatewayUrl, key, pair.images);
      expect(refused.httpStatus === 401 && refused.body.code === "key_revoked", () => inWords(refused));
      return refused;
    },
    ({ httpStatus, body }) => `${httpStatus} ${body.code}`,
  );
}

async function applyFor(applicant: Portal): Promise<{ applicationId: string; reference: string }> {
  const applicationId = await step(
    "Northwind Airways opens an application from a file",
    () => importSample(applicant, "airline.json"),
    (id) => id,
  );
  await step(
    `it uploads ${DOCUMENTS.length} documents`,
    async () => {
      for (const kind of DOCUMENTS) await uploadDocument(applicant, applicationId, kind);
    },
    () => DOCUMENTS.join(", "),
  );
  const reference = await step(
    "its signatory attests and submits; the policy screens",
    async () => {
      const page = await submitApplication(applicant, applicationId, "Tom Whitfield");
      expect(
        /tier 1|T1/i.test(page.text),
        () => `expected tier 1, the page says: ${page.text.slice(0, 500)}`,
      );
      return /APP-\d{4}-\d+/.exec(page.text)?.[0] ?? "";
    },
    (found) => `${found}, tier 1, no rule refuses`,
  );
  expect(reference !== "", () => "the status page shows no reference");
  return { applicationId, reference };
}

async function judge(portalUrl: string, applicationId: string): Promise<void> {
  const desk = await enterAs(portalUrl, "intake@countersign.example");
  await step(
    "the desk verifies the documents",
    () => verifyDocuments(desk, applicationId),
    (count) => `${count} in order, screened again`,
  );
  for (const lane of LANES) {
    const specialist = await enterAs(portalUrl, `${lane}@countersign.example`);
    await step(
      `the ${lane} lane scores and locks`,
      () => scoreLane(specialist, applicationId, lane),
      (count) => `${count} factors`,
    );
  }
  const first = await enterAs(portalUrl, "approver-legal@countersign.example");
  const second = await enterAs(portalUrl, "approver-privacy@countersign.example");
  await step("an approver proposes to approve, with conditions", async () => {
    await declareNoConflict(first, applicationId);
    await propose(first, applicationId);
  });
  const digest = await step(
    "the first approver signs",
    () => sign(first, applicationId, "Opt-in is real, and the other lane is as quick."),
    (signed) => signed,
  );
  await step(
    "the second approver signs the same digest",
    async () => {
      await declareNoConflict(second, applicationId);
      const other = await sign(second, applicationId, "I read the same, and agree.");
      expect(other === digest, () => `the digests differ: ${digest} and ${other}`);
      return other;
    },
    (signed) => signed,
  );
}

async function compare(gatewayUrl: string, key: string, pair: Pair): Promise<string> {
  const { body } = await step(
    `the key gets ${pair.what} compared`,
    async () => {
      const answer = await verifyPair(gatewayUrl, key, pair.images);
      const asExpected =
        answer.httpStatus === 200 && (pair.samePerson === null || answer.body.match === pair.samePerson);
      expect(asExpected, () => inWords(answer));
      expect(
        answer.decision === answer.body.decision_id,
        () => "the answer does not name the decision that allowed it",
      );
      return answer;
    },
    ({ body: { match, similarity, decision_id } }) =>
      `${match ? "match" : "no match"}, similarity ${similarity?.toFixed(3)}, allowed by ${decision_id}`,
  );
  return body.id ?? "";
}
