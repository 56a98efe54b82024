import { openSheet, type Sheet } from "#lib/certificates/pdf-page";
import { cannotSay } from "./cannot-say";
import { judge, MEASURES, percent, ratios } from "./compare-groups";
import type { GroupRates, Rate } from "./group-rates";
import { type FairnessRun, fairnessResult, TITLES, VERDICTS } from "./report";

/**
 * The result to read and to print: A4, tagged, with the data attached as JSON. It names no picture and no subject.
 *
 * @param at when the run ended, which is what the document says of itself
 */
export function fairnessPdf(run: FairnessRun, at: Date): Promise<Uint8Array> {
  const { verdict, findings } = judge(run.groups, run.limits);
  const sheet = openSheet({
    title: "Fairness run",
    subject: `${run.modelId} at similarity ${run.threshold}: ${VERDICTS[verdict].toLowerCase()}`,
    at,
    foot: `${run.modelId} ${run.threshold}`,
  });
  sheet.heading(1, "Fairness run");
  sheet.paragraph(`${VERDICTS[verdict]}, ${at.toISOString().slice(0, 16).replace("T", " ")} UTC.`);
  sheet.item("Model and runtime", `${run.modelId} on ${run.runtime}`, "mono");
  sheet.item("A match from this similarity up", String(run.threshold));
  sheet.item(
    "Pictures that gave no template",
    `${run.missed.length} of ${run.groups.reduce((sum, { pictures }) => sum + pictures, 0)}`,
  );
  for (const group of run.groups) writeGroup(sheet, group);
  writeRatios(sheet, run.groups);
  writeList(sheet, "What was asked, and what the set proves", [
    ...findings.map((one) => `${VERDICTS[one.verdict]}: ${one.group ?? ""} ${one.measure}, ${one.why}`),
  ]);
  writeList(sheet, "What this set cannot say", cannotSay(run.groups));
  sheet.heading(2, "Method");
  sheet.paragraph(
    "Terms are those of ISO/IEC 19795-1; impostor pairs are of one group (19795-10). Intervals are 95 %: Wilson's, on the number of independent trials that have the variance of trials that share a person. The pictures and their templates were not kept.",
    { quiet: true },
  );
  sheet.attach(
    "fairness-run.json",
    JSON.stringify(fairnessResult(run), null, 2),
    "The result as data, rates as fractions",
    at,
  );
  return sheet.end();
}

function writeGroup(sheet: Sheet, group: GroupRates): void {
  sheet.heading(2, `Group: ${group.group}`);
  sheet.paragraph(`${group.subjects} subjects, ${group.pictures} pictures.`);
  for (const measure of MEASURES) sheet.item(TITLES[measure], rateText(group[measure]));
}

function rateText(rate: Rate | null): string {
  if (rate === null) return "Not measured: no pair";
  const [low, high] = rate.interval;
  return `${percent(rate.rate)}, between ${percent(low)} and ${percent(high)} (${rate.errors} of ${rate.trials})`;
}

function writeRatios(sheet: Sheet, groups: readonly GroupRates[]): void {
  sheet.heading(2, "Worst group over best group");
  for (const { measure, worst, best, value, interval } of ratios(groups)) {
    const [low, high] = interval;
    const known = value === null ? "no value, as the best made no error" : value.toFixed(2);
    const upTo = Number.isFinite(high) ? `and ${high.toFixed(2)}` : "and no upper bound";
    sheet.item(TITLES[measure], `${worst} over ${best}: ${known}; between ${low.toFixed(2)} ${upTo}`);
  }
}

function writeList(sheet: Sheet, title: string, lines: readonly string[]): void {
  sheet.heading(2, title);
  if (lines.length === 0) sheet.paragraph("Nothing.");
  for (const line of lines) sheet.paragraph(line);
}
