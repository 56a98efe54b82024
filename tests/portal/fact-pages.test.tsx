import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { releasePack } from "#lib/policy/release-pack";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { type FormState, IDLE } from "../../app/_edge/form-state";
import { preparedIn } from "../../app/(operate)/operate/_signed/prepared";
import { judge } from "../../app/(operate)/operate/facts/[id]/actions";
import EndFactPage from "../../app/(operate)/operate/facts/[id]/end/page";
import LegalFactPage from "../../app/(operate)/operate/facts/[id]/page";
import { factsAsked } from "../../app/(operate)/operate/facts/address";
import NewFactPage from "../../app/(operate)/operate/facts/new/page";
import FactsPage from "../../app/(operate)/operate/facts/page";
import { record } from "../../app/(operate)/operate/facts/record-action";
import TenantsPage from "../../app/(operate)/operate/page";
import { newcomer, PASSWORD } from "../rooms/identity/newcomer";
import { confirmAs, type FactPeople, passedBy, recordAs, seedFactPeople } from "../rooms/policy/fact-case";
import { BEGINS } from "../rooms/policy/said";
import { PACK } from "../rooms/policy/samples";
import { seedStaff } from "../rooms/reviews/review-case";
import { inLanguage } from "../support/in-language";

const asking = vi.hoisted((): { actor: unknown } => ({ actor: null }));
vi.mock("../../app/_edge/current-actor", () => ({
  currentActor: async () => asking.actor,
  requireActor: async () => asking.actor,
}));
vi.mock("next/cache", () => ({ revalidatePath: () => undefined }));

let people: FactPeople;
/** Of compliance, with a password to sign with. */
let clerk: Actor;

beforeAll(async () => {
  await releasePack({ actor: "service", pack: PACK });
  people = await seedFactPeople();
  const { actor } = await newcomer();
  clerk = { ...actor, staffRoles: [{ role: "compliance", homeLane: null }] };
  await read((tx) =>
    seedStaffRole(tx, { data: { id: newId("rol"), personId: actor.personId, role: "compliance" } }),
  );
});

const params = (id: string) => ({ params: Promise.resolve({ id }) });

async function shownTo(actor: Actor, page: () => Promise<React.ReactNode>): Promise<string> {
  asking.actor = actor;
  return renderToStaticMarkup(inLanguage("en", await page()));
}

const listShownTo = (actor: Actor, address: Record<string, string> = {}) =>
  shownTo(actor, () => FactsPage({ searchParams: Promise.resolve(address) }));

const typed: Readonly<Record<string, string>> = {
  fact: BEGINS.fact,
  place: "US",
  in_force_from: "2031-01-01",
  in_force_to: "",
  statement: BEGINS.statement,
  source: BEGINS.source,
  source_url: BEGINS.source_url,
  source_date: BEGINS.source_date,
  ...Object.fromEntries(Object.keys(BEGINS.checklist).map((id) => [`checklist.${id}`, "yes"])),
  ...Object.fromEntries(Object.entries(BEGINS.reasons).map(([id, why]) => [`reasons.${id}`, why])),
};

async function send(actor: Actor, fields: Record<string, string>) {
  asking.actor = actor;
  await sequenceEntries({ now: new Date() });
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return record(IDLE, form);
}

/** Where Next would be sent: it goes on by throwing. */
async function redirectOf(action: Promise<unknown>): Promise<string> {
  return action.then(
    (state) => JSON.stringify(state),
    (error: unknown) => String(error instanceof Error && "digest" in error ? error.digest : error),
  );
}

describe("the pages of legal facts", () => {
  it("offer recording to compliance alone, with the pack's own checklist", async () => {
    expect(await listShownTo(clerk)).toContain('href="/operate/facts/new"');
    expect(await listShownTo(people.lawyer)).not.toContain('href="/operate/facts/new"');
    const form = await shownTo(clerk, () => NewFactPage({ searchParams: Promise.resolve({}) }));
    for (const { id, says } of PACK.legal_facts[0]?.checklist ?? []) {
      expect(form).toContain(says);
      expect(form).toContain(`name="checklist.${id}"`);
      expect(form).toContain(`name="reasons.${id}"`);
    }
    expect(form).toContain('value="US"');
    const asLawyer = shownTo(people.lawyer, () => NewFactPage({ searchParams: Promise.resolve({}) }));
    await expect(asLawyer).rejects.toThrow(/NOT_FOUND|404/);
  });

  it("show a record in words, and to the second person what they sign", async () => {
    const { factId, digest } = await passedBy(people);
    const page = await shownTo(people.lawyer, () => LegalFactPage(params(factId)));
    for (const words of [BEGINS.statement, BEGINS.source, "United States", "1 January 2031", "Confirm it"]) {
      expect(page).toContain(words);
    }
    expect(page).toContain(`name="digest" value="${digest}"`);
    const own = await shownTo(people.recorder, () => LegalFactPage(params(factId)));
    expect(own).toContain("You recorded this; another person judges it.");
    expect(own).not.toContain('name="verdict"');
    await confirmAs(people.lawyer, { factId, digest });
    expect(await shownTo(clerk, () => EndFactPage(params(factId)))).toContain('name="ends"');
    expect(await shownTo(people.lawyer, () => EndFactPage(params(factId)))).toContain(
      "You cannot end this fact",
    );
    expect(await listShownTo(clerk, { on: "2031-06-01" })).toContain("In force on 1 June 2031");
  });

  it("are led to from the operators' front page, which counts the records that wait", async () => {
    const operator = await seedStaff("operator");
    const waiting = await read((tx) => tx.legalFact.count({ where: { confirmation: null, refusal: null } }));
    await recordAs(people.recorder);
    expect(await shownTo(operator, () => TenantsPage())).toContain(`Legal facts, ${waiting + 1} waiting`);
  });

  it("say what is wrong with what the address asks, by field", async () => {
    const asked = { fact: "Statute", place: "UK", on: "2031-02-30", known: "2999-01-01" };
    const { query, errors } = factsAsked(asked, "2026-11-23");
    expect(query).toEqual({ fact: null, place: null, on: null, known: null });
    expect(Object.keys(errors).sort()).toEqual(["fact", "known", "on", "place"]);
    const page = await listShownTo(clerk, asked);
    for (const name of Object.keys(errors)) expect(page).toContain(`id="${name}-error"`);
    expect(page).toContain('value="2031-02-30"');
  });
});

describe("recording a fact in two steps", () => {
  it("first shows the text with its digest, saving nothing, and then signs exactly that", async () => {
    const before = await read((tx) => tx.legalFact.count());
    const checked = await send(clerk, typed);
    const prepared = preparedIn(checked, "fact_id");
    expect(prepared?.typed).toEqual(typed);
    expect(await read((tx) => tx.legalFact.count())).toBe(before);
    const signed = { ...typed, fact_id: prepared?.id ?? "", digest: prepared?.digest ?? "" };

    const wrong = await send(clerk, { ...signed, password: "not this one" });
    expect(wrong).toMatchObject({ status: "refused", code: "step_up_failed" });
    expect(preparedIn(wrong, "fact_id")).toEqual(prepared);
    const changed = await send(clerk, {
      ...signed,
      statement: `${BEGINS.statement} Or not.`,
      password: PASSWORD,
    });
    expect(changed).toMatchObject({ status: "refused", code: "digest_changed" });
    expect(await redirectOf(send(clerk, { ...signed, password: PASSWORD }))).toContain(
      `/operate/facts/${prepared?.id}`,
    );
    expect(await redirectOf(send(clerk, { ...signed, password: PASSWORD }))).toContain("already_signed");
  });

  it("says what is wrong field by field, and keeps what was typed", async () => {
    const state = await send(clerk, { ...typed, place: "UK", source_url: "here", "checklist.remedy": "no" });
    expect(preparedIn(state, "fact_id")).toBeNull();
    expect(state).toMatchObject({ status: "refused", values: { place: "UK", source_url: "here" } });
    expect(state.status === "refused" && state.errors.map(({ pointer }) => pointer)).toEqual([
      "/place",
      "/source_url",
      "/checklist/remedy",
    ]);
  });

  it("is for compliance", async () => {
    expect(await send(people.lawyer, typed)).toMatchObject({ code: "forbidden" });
  });
});

it("a judgement that is not one says so at its field", async () => {
  const { factId, digest } = await passedBy(people);
  asking.actor = people.lawyer;
  const form = new FormData();
  for (const [name, value] of Object.entries({ fact_id: factId, digest, reason: "", password: "x" }))
    form.set(name, value);
  const state: FormState = await judge(IDLE, form);
  expect(state).toMatchObject({ status: "refused", errors: [{ pointer: "/verdict" }] });
});
