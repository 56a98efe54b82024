import { addresses } from "./addresses";
import { importSample, submitApplication } from "./apply";
import { enterAs } from "./people";
import { expect, step } from "./step";

/** A US police department: refused at screening, with the reasons, and no way to a key. */
export async function denyTour(): Promise<void> {
  const { portalUrl } = addresses();
  const applicant = await enterAs(portalUrl, "signatory@northwind.example");
  const applicationId = await step(
    "a US police department opens an application from a file",
    () => importSample(applicant, "us-police.json"),
    (id) => id,
  );
  const page = await step(
    "it attests and submits; the policy screens",
    () => submitApplication(applicant, applicationId, "Tom Whitfield"),
    () => "refused",
  );
  for (const rule of ["HS01", "HS04"]) {
    expect(page.text.includes(rule), () => `${rule} is not among the reasons: ${page.text.slice(0, 600)}`);
  }
  const reasons = page.root
    .querySelectorAll("li")
    .map((item) => item.structuredText.trim().replaceAll(/\s*\n\s*/g, "\n         "))
    .filter((text) => /^HS\d\d/.test(text));
  process.stdout.write(`\nWhat the applicant reads:\n\n       ${reasons.join("\n\n       ")}\n\n`);

  const reviewer = await enterAs(portalUrl, "compliance@countersign.example");
  await step("no reviewer can take it up", async () => {
    const dossier = await reviewer.open(`/review/${applicationId}`);
    const lane = dossier.root.querySelector("form [name=lane]");
    expect(lane === null, () => "a lane of a refused case could be taken");
  });
  const approver = await enterAs(portalUrl, "approver-legal@countersign.example");
  await step("no approver can propose a decision", async () => {
    const decide = await approver.open(`/review/${applicationId}/decide`);
    expect(
      decide.root.querySelector("form [name=outcome]") === null,
      () => "a refused case could be approved",
    );
  });
  const admin = await enterAs(portalUrl, "admin@northwind.example");
  await step("no key can come of it", async () => {
    const tenant = await admin.open("/tenant");
    const reference = /APP-\d{4}-\d+/.exec(page.text)?.[0];
    expect(reference !== undefined, () => "the status page shows no reference");
    expect(!tenant.text.includes(reference), () => `${reference} has a grant`);
  });
}
