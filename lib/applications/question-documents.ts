import type { Tx } from "#lib/platform/db";
import { documentKindsOf } from "#lib/policy/factor-basis";
import { type EvidenceRow, findFiledEvidence } from "./evidence-store";
import type { QuestionRow } from "./information-store";

/** The documents that go with the answer to a question: filed since it was asked, of a kind that speaks to it. */
export async function documentsForAnswer(tx: Tx, question: QuestionRow): Promise<EvidenceRow[]> {
  return fittingDocuments(question, await findFiledEvidence(tx, question.request.applicationId));
}

export function fittingDocuments<D extends { kind: string; createdAt: Date }>(
  { factorId, request }: Pick<QuestionRow, "factorId" | "request">,
  filed: readonly D[],
): D[] {
  const kinds: readonly string[] = documentKindsOf(factorId);
  return filed.filter(({ kind, createdAt }) => kinds.includes(kind) && createdAt >= request.createdAt);
}
