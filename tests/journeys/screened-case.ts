import { readFileSync } from "node:fs";
import path from "node:path";
import { PROJECT } from "#tests/support/stack";
import { attestAndSubmit, importApplication, sampleFile, uploadDocument } from "./apply-pages";
import { settled } from "./check-page";
import type { Person } from "./person";

const APPLICATIONS = {
  airline: sampleFile("airline.json"),
  hospital: sampleFile("hospital.json"),
  "us-police": sampleFile("us-police.json"),
  retailer: path.join(PROJECT, "tests/fixtures/applications/retailer.json"),
  prosecutor: path.join(PROJECT, "tests/fixtures/applications/prosecutor.json"),
} as const;

/** An application by its sample, with these answers instead of the sample's, section by section. */
export type Asked = {
  sample: keyof typeof APPLICATIONS;
  answers?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  documents?: readonly string[];
};

export type Screened = {
  id: string;
  reference: string /** The page of the case, as its applicant reads it. */;
  words: string;
};

/** Imports an application, files its documents, signs it, and reads what screening says. */
export async function submitAndRead(person: Person, asked: Asked): Promise<Screened> {
  const { page, open, name } = person;
  const buffer = Buffer.from(JSON.stringify(answersOf(asked)));
  const file = { name: `${asked.sample}.json`, mimeType: "application/json", buffer };
  const id = await importApplication(person, file);
  const { documents = [] } = asked;
  if (documents.length > 0) await open(`/applications/${id}/evidence`);
  for (const kind of documents) await uploadDocument(page, kind);
  if (documents.length > 0) await open(`/applications/${id}/review`);
  await attestAndSubmit(page, name);
  await page.getByRole("heading", { name: "What the policy says" }).waitFor();
  await settled(page);
  const words = await page.getByRole("main").innerText();
  return { id, words, reference: /APP-\d{4}-\d+/.exec(words)?.[0] ?? "" };
}

function answersOf({ sample, answers = {} }: Asked): Record<string, unknown> {
  const own: Record<string, Record<string, unknown>> = JSON.parse(readFileSync(APPLICATIONS[sample], "utf8"));
  const changed = Object.entries(answers).map(([section, values]) => [
    section,
    { ...own[section], ...values },
  ]);
  return { ...own, ...Object.fromEntries(changed) };
}
