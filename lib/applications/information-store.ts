import type { Tx } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import type { Prisma } from "#lib/platform/prisma/client";
import type { QuestionEnding } from "./information";

export type QuestionRow = {
  id: string;
  factorId: string;
  text: string;
  request: {
    id: string;
    applicationId: string;
    revisionId: string;
    lane: string;
    askedById: string;
    answerBy: Date;
    createdAt: Date;
  };
  ending: {
    how: QuestionEnding;
    text: string;
    evidenceIds: string[];
    actorId: string | null;
    createdAt: Date;
  } | null;
};

const columns = {
  id: true,
  factorId: true,
  text: true,
  request: true,
  ending: { omit: { id: true, questionId: true } },
} satisfies Prisma.InformationQuestionSelect;

/** `how` is kept to its union by a check constraint. */
function asQuestion(row: Prisma.InformationQuestionGetPayload<{ select: typeof columns }>): QuestionRow {
  return row as QuestionRow;
}

/** Puts a request on file with its questions. @returns its id, and the questions' in the same order */
export async function insertRequest(
  tx: Tx,
  {
    questions,
    ...request
  }: {
    applicationId: string;
    revisionId: string;
    lane: string;
    askedById: string;
    answerBy: Date;
    createdAt: Date;
    questions: readonly { factorId: string; text: string }[];
  },
): Promise<{ id: string; questionIds: readonly string[] }> {
  const id = newId("irq");
  const rows = questions.map((question) => ({ id: newId("iqn"), ...question }));
  await tx.informationRequest.create({
    data: { id, ...request, questions: { create: rows } },
    select: { id: true },
  });
  return { id, questionIds: rows.map((row) => row.id) };
}

export async function findQuestion(tx: Tx, id: string): Promise<QuestionRow | undefined> {
  const row = await tx.informationQuestion.findUnique({ where: { id }, select: columns });
  return row === null ? undefined : asQuestion(row);
}

/** All that was asked in a case, the latest request first. */
export async function findQuestions(tx: Tx, applicationId: string): Promise<QuestionRow[]> {
  const rows = await tx.informationQuestion.findMany({
    where: { request: { applicationId } },
    orderBy: [{ request: { createdAt: "desc" } }, { factorId: "asc" }],
    select: columns,
  });
  return rows.map(asQuestion);
}

export async function findOpenQuestions(tx: Tx, applicationId: string): Promise<QuestionRow[]> {
  const rows = await tx.informationQuestion.findMany({
    where: { request: { applicationId }, ending: null },
    orderBy: [{ request: { createdAt: "asc" } }, { factorId: "asc" }],
    select: columns,
  });
  return rows.map(asQuestion);
}

/** A question ends once: the database refuses a second ending. */
export async function insertEnding(
  tx: Tx,
  ending: {
    questionId: string;
    how: QuestionEnding;
    text: string;
    evidenceIds: string[];
    actorId: string | null;
    createdAt: Date;
  },
): Promise<void> {
  await tx.informationEnding.create({ data: { id: newId("ien"), ...ending }, select: { id: true } });
}

/** Documents with which an answer was given. */
export async function findAnsweredEvidenceIds(tx: Tx, applicationId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.informationEnding.findMany({
    where: { question: { request: { applicationId } } },
    select: { evidenceIds: true },
  });
  return new Set(rows.flatMap(({ evidenceIds }) => evidenceIds));
}

/** Cases that wait for an answer which was due by then, each with the earliest of their days. */
export async function findAwaited(
  tx: Tx,
  dueBy: Date,
): Promise<{ applicationId: string; organisationId: string; answerBy: Date }[]> {
  return tx.$queryRaw`
    SELECT a.id AS "applicationId", a."organisationId", min(r."answerBy") AS "answerBy"
    FROM "Application" a
    JOIN "InformationRequest" r ON r."applicationId" = a.id
    JOIN "InformationQuestion" q ON q."requestId" = r.id
    LEFT JOIN "InformationEnding" e ON e."questionId" = q.id
    WHERE a.state = 'rfi' AND e.id IS NULL AND r."answerBy" <= ${dueBy}
    GROUP BY a.id ORDER BY "answerBy" LIMIT 200`;
}
