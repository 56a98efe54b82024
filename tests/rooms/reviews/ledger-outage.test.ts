import { expect, it } from "vitest";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { insertPending } from "#lib/ledger/store";
import { read } from "#lib/platform/db";
import { proposeDecision } from "#lib/reviews/propose-decision";
import { signDecision } from "#lib/reviews/sign-decision";
import { codeOf } from "./review-case";
import { declineOf, proposalState, seedApprovers, seedScored, seedStepUp } from "./signing-case";

it("nothing is signed or decided while the ledger has stood still for a minute", async () => {
  const { first, second } = await seedApprovers();
  const review = await seedScored({ first, second });
  const { proposalId, digest } = await proposeDecision({ actor: first, ...declineOf(review) });
  await sequenceEntries({ now: new Date() });
  const createdAt = new Date(Date.now() - 61_000);
  const entry = {
    kind: "session.revoked",
    subjectId: "per_x",
    leaf: "{}",
    secret: null,
    salt: null,
  } as const;
  await read((tx) => insertPending(tx, { ...entry, createdAt }));

  const stepUpId = await seedStepUp(first, digest);
  const sign = () =>
    codeOf(signDecision({ actor: first, proposalId, digest, stepUpId, reason: "A barcode will do." }));
  expect(await sign()).toBe("unavailable");
  expect(await proposalState(proposalId)).toEqual(["open", null]);
  await sequenceEntries({ now: new Date() });
  // The confirmation was not used up by the refusal.
  expect(await sign()).toBe("accepted");
});
