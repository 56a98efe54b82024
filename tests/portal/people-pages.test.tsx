import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, expect, it, vi } from "vitest";
import type { Actor } from "#lib/identity/actor";
import type { StaffRole } from "#lib/identity/roles";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { type FormState, IDLE } from "../../app/_edge/form-state";
import { preparedIn } from "../../app/(operate)/operate/_signed/prepared";
import { judge } from "../../app/(operate)/operate/people/[id]/actions";
import StaffProposalPage from "../../app/(operate)/operate/people/[id]/page";
import ProposePage from "../../app/(operate)/operate/people/new/page";
import PeoplePage from "../../app/(operate)/operate/people/page";
import { propose } from "../../app/(operate)/operate/people/propose-action";
import { newcomer, PASSWORD } from "../rooms/identity/newcomer";
import { seedStaff } from "../rooms/reviews/review-case";
import { rolesOf, seedCandidate } from "../rooms/staff/staff-case";
import { inLanguage } from "../support/in-language";

const asking = vi.hoisted((): { actor: unknown } => ({ actor: null }));
vi.mock("../../app/_edge/current-actor", () => ({
  currentActor: async () => asking.actor,
  requireActor: async () => asking.actor,
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

/** Staff with a password to sign with. */
async function signing(role: StaffRole): Promise<Actor> {
  const { actor } = await newcomer();
  await read((tx) => seedStaffRole(tx, { data: { id: newId("rol"), personId: actor.personId, role } }));
  return { ...actor, staffRoles: [{ role, homeLane: null }] };
}

let officer: Actor;
let operator: Actor;
beforeAll(async () => {
  [officer, operator] = [await signing("compliance_officer"), await signing("operator")];
});

async function shownTo(actor: Actor, page: () => Promise<React.ReactNode>): Promise<string> {
  asking.actor = actor;
  return renderToStaticMarkup(inLanguage("en", await page()));
}

async function send<State extends FormState<never> | FormState>(
  actor: Actor,
  fields: Record<string, string | readonly string[]>,
  act: (before: never, form: FormData) => Promise<State>,
): Promise<State> {
  asking.actor = actor;
  await sequenceEntries({ now: new Date() });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    for (const one of [value].flat()) form.append(name, String(one));
  return act(IDLE as never, form);
}

/** Where Next would be sent: it goes on by throwing. */
const redirectOf = (action: Promise<unknown>): Promise<string> =>
  action.then(
    (state) => JSON.stringify(state),
    (error) => String(error.digest ?? error),
  );

it("a person is proposed by one and confirmed by another on the pages, each with what is wrong at its field", async () => {
  const candidate = await seedCandidate("Dana Whitlock");
  const typed = {
    action: "enrol",
    email: ` ${candidate.email.toUpperCase()} `,
    name: "Dana Whitlock",
    roles: ["approver", "privacy"],
    home_lane: "",
    employer: "Countersign Foundation",
    past_employers: "Northwind Airways Ltd; 2019-03-01; 2022-06-30\n",
    reason: "The privacy lane has one specialist and needs two.",
  };
  const refused = await send(officer, { ...typed, past_employers: "Northwind" }, propose);
  expect(refused).toMatchObject({
    status: "refused",
    values: { name: "Dana Whitlock", roles: ["approver", "privacy"] },
  });
  expect(JSON.stringify(refused)).toMatch(/home_lane.*past_employers/);

  const checked = await send(officer, { ...typed, home_lane: "privacy" }, propose);
  const prepared = preparedIn(checked, "proposal_id");
  if (prepared === null) throw new Error(JSON.stringify(checked));
  const { id: proposalId, digest } = prepared;
  const again = { ...prepared.typed, proposal_id: proposalId, digest };
  const wrong = await send(officer, { ...again, password: "not this" }, propose);
  expect(wrong).toMatchObject({ status: "refused" });
  expect(preparedIn(wrong, "proposal_id")).not.toBeNull();
  expect(await redirectOf(send(officer, { ...again, password: PASSWORD }, propose))).toContain(
    `/operate/people/${proposalId}`,
  );

  const page = (actor: Actor) =>
    shownTo(actor, () => StaffProposalPage({ params: Promise.resolve({ id: proposalId }) }));
  expect(await page(officer)).toContain("You proposed this; another person judges it.");
  expect(await page(officer)).not.toContain("Sign my judgement");
  const shown = await page(operator);
  expect(shown).toContain("approver (privacy), privacy");
  expect(shown).toContain("Northwind Airways Ltd, 2019-03-01 to 2022-06-30");
  const judged = { proposal_id: proposalId, digest, password: PASSWORD, reason: "" };
  expect(await redirectOf(send(operator, { ...judged, verdict: "confirm" }, judge))).toContain(proposalId);
  expect(await rolesOf(candidate.personId)).toEqual(["approver", "privacy"]);

  const list = await shownTo(operator, () => PeoplePage());
  expect(list).toContain("confirmed, and in effect");
  expect(list).toContain("Countersign Foundation");
  const ending = await shownTo(operator, () =>
    ProposePage({ searchParams: Promise.resolve({ of: candidate.personId, end: "yes" }) }),
  );
  expect(ending).toContain("End roles of Dana Whitlock");
  expect(ending).not.toContain("compliance officer");
});

it("the pages are read by those who see to the staff and by auditors, and by nobody else", async () => {
  const auditor = await seedStaff("auditor");
  expect(await shownTo(auditor, () => PeoplePage())).not.toContain("Propose a person");
  for (const role of ["legal", "approver", "account_team"] as const)
    await expect(shownTo(await seedStaff(role), () => PeoplePage())).rejects.toThrow();
  await expect(shownTo(auditor, () => ProposePage({ searchParams: Promise.resolve({}) }))).rejects.toThrow();
});
