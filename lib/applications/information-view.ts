import type { Tx } from "#lib/platform/db";
import { documentKindsOf } from "#lib/policy/factor-basis";
import type { PolicyPack } from "#lib/policy/pack";
import { type EvidenceRow, findEvidenceEver } from "./evidence-store";
import { documentKinds } from "./form/labels";
import { ENDING_WORDS, type QuestionEnding } from "./information";
import { findQuestions, type QuestionRow } from "./information-store";
import { fittingDocuments } from "./question-documents";

/** A document beside a question or an answer. */
export type AnswerDocument = { id: string; kind: string; title: string; fileName: string };

/** A question to the applicant, as both sides read it. */
export type CaseQuestion = {
  id: string;
  requestId: string;
  factorId: string;
  /** The factor in the pack's words. */
  factorName: string;
  lane: string;
  text: string;
  askedAt: Date;
  /** When the case lapses without an answer. */
  answerBy: Date;
  /** Kinds of documents that speak to the factor. */
  kinds: readonly { value: string; label: string }[];
  /** Documents that will go with the answer, while it is open. */
  attached: readonly AnswerDocument[];
  /** null while it is open. */
  ending: {
    how: QuestionEnding;
    words: string;
    text: string;
    at: Date;
    documents: readonly AnswerDocument[];
  } | null;
};

/** The same with the person who asked, for those who review the case: an applicant is told the lane. */
export type AskedQuestion = CaseQuestion & { askedById: string };

/** All that was asked in a case: what is open first, then the latest. */
export async function caseQuestions(
  tx: Tx,
  applicationId: string,
  pack: PolicyPack,
): Promise<readonly AskedQuestion[]> {
  const rows = await findQuestions(tx, applicationId);
  if (rows.length === 0) return [];
  const evidence = await findEvidenceEver(tx, applicationId);
  return rows
    .map((row) => asQuestion(row, pack, evidence))
    .toSorted((one, other) => Number(one.ending !== null) - Number(other.ending !== null));
}

function asQuestion(row: QuestionRow, pack: PolicyPack, evidence: readonly EvidenceRow[]): AskedQuestion {
  const { id, factorId, text, request, ending } = row;
  const onFile = evidence.filter(({ removedAt }) => removedAt === null);
  const attached = ending === null ? fittingDocuments(row, onFile) : [];
  return {
    id,
    requestId: request.id,
    factorId,
    factorName: pack.factors.find((factor) => factor.id === factorId)?.name ?? factorId,
    lane: request.lane,
    askedById: request.askedById,
    text,
    askedAt: request.createdAt,
    answerBy: request.answerBy,
    kinds: documentKindsOf(factorId).map((value) => ({ value, label: documentKinds[value] })),
    attached: attached.map(asDocument),
    ending:
      ending === null
        ? null
        : {
            how: ending.how,
            words: ENDING_WORDS[ending.how],
            text: ending.text,
            at: ending.createdAt,
            documents: evidence.filter((item) => ending.evidenceIds.includes(item.id)).map(asDocument),
          },
  };
}

function asDocument({ id, kind, fileName }: EvidenceRow): AnswerDocument {
  const title = Object.entries(documentKinds).find(([known]) => known === kind)?.[1] ?? kind;
  return { id, kind, title, fileName };
}
