import { afterAll, describe, expect, it } from "vitest";
import { throwSwitch } from "#lib/grants/kill-switch";
import type { GrantTerms } from "#lib/grants/terms";
import { revokeKey } from "#lib/keys/revoke-key";
import { read } from "#lib/platform/db";
import { type SeededGrant, seedAnotherKey, seedGrant } from "#tests/support/grants";
import { galleryCalls } from "./gallery-calls";
import { type Call, get, jpegLike, keepLedgerLive, postForm, postJson, remove, startStack } from "./stack";

const stack = await startStack();
const { collections, call, enrol, enrolled, facesUrl, suspend } = await galleryCalls(stack.url);
keepLedgerLive();
afterAll(() => stack.stop());

const TERMS: Partial<GrantTerms> = {
  collectionsMax: 50,
  facesMax: 20,
  topK: 3,
  operations: ["liveness", "enrol", "verify_1_1", "identify_1_n"],
  humanReview: "one",
};

type Answer = { status: number; body: { code?: string } | string };
type Route = [name: string, ask: (with_: Call) => Promise<Answer>];

/** A tenant with something behind every id, and every route of it by what it does. */
async function tenantWithAll() {
  const own = await seedGrant({ terms: TERMS });
  const { collectionId, subjectId, consentId, faceId } = await enrolled(own);
  const search = { image: jpegLike(), collection_id: collectionId };
  const found = await postForm(`${stack.url}/v1/identify`, search, call(own));
  const asked = await seedAnotherKey(own);
  const at = `${collections}/${collectionId}`;
  const lead = `${stack.url}/v1/leads/${found.body.lead_id}`;
  const consent = { subject_id: subjectId, purpose: own.terms.purposes[0], reference: "form-88" };
  const none = { choice: "none_of_these", reviewer: "r-1" };
  const adding: Route[] = [
    ["makes a collection", (as) => postJson(collections, { name: "More" }, as)],
    ["makes a subject", (as) => postJson(`${at}/subjects`, { reference: "crew-2" }, as)],
    ["records a consent", (as) => postJson(`${stack.url}/v1/consents`, consent, as)],
    ["enrols", (as) => enrol(collectionId, subjectId, as)],
    ["verifies", (as) => postForm(`${stack.url}/v1/verify`, { source: jpegLike(), face_id: faceId }, as)],
    ["identifies", (as) => postForm(`${stack.url}/v1/identify`, search, as)],
    ["judges", (as) => postJson(`${lead}/reviews`, none, as)],
  ];
  const looking: Route[] = [
    ["lists collections", (as) => get(collections, as)],
    ["shows a collection", (as) => get(at, as)],
    ["lists subjects", (as) => get(`${at}/subjects`, as)],
    ["shows a subject", (as) => get(`${at}/subjects/${subjectId}`, as)],
    ["lists faces", (as) => get(facesUrl(collectionId, subjectId), as)],
    ["shows a consent", (as) => get(`${stack.url}/v1/consents/${consentId}`, as)],
    ["lists leads", (as) => get(`${stack.url}/v1/leads`, as)],
    ["shows a lead", (as) => get(lead, as)],
    ["shows a job", (as) => get(`${stack.url}/v1/jobs/${found.body.id}`, as)],
  ];
  const removing: Route[] = [
    ["withdraws", (as) => postJson(`${stack.url}/v1/consents/${consentId}/withdraw`, {}, as)],
    ["deletes a face", (as) => remove(`${facesUrl(collectionId, subjectId)}/${faceId}`, as)],
    ["erases", (as) => postJson(`${stack.url}/v1/erasures`, { subject_id: subjectId }, as)],
    ["deletes a subject", (as) => remove(`${at}/subjects/${subjectId}`, as)],
    ["deletes a collection", (as) => remove(at, as)],
  ];
  return { own, asked, adding, looking, removing };
}

/** What each of them answered, by name: a code, or `let through`, which what has gone already is too. */
async function answersTo(routes: readonly Route[], of: SeededGrant): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const [name, ask] of routes) {
    const { body } = await ask({ key: of.key });
    const code = typeof body === "string" ? undefined : body.code;
    answers[name] = code === undefined || code === "not_found" ? "let through" : code;
  }
  return answers;
}

const all = (routes: readonly Route[], code: string) =>
  Object.fromEntries(routes.map(([name]) => [name, code]));

describe("every route about galleries", () => {
  it("refuses an address that is not on the key's list", async () => {
    const { own, adding, looking, removing } = await tenantWithAll();
    const fenced = await seedAnotherKey(own, { cidrs: ["203.0.113.0/24"] });
    const grant: Route = ["shows the grant", (as) => get(`${stack.url}/v1/grant`, as)];
    const routes = [...adding, ...looking, ...removing, grant];
    expect(await answersTo(routes, fenced)).toEqual(all(routes, "ip_denied"));
  });

  it("refuses a key that was revoked meanwhile, for whatever it would do", async () => {
    const { own, asked, adding, looking, removing } = await tenantWithAll();
    await revokeKey({ actor: own.admin, keyId: asked.keyId, reason: "leaked" });
    const routes = [...adding, ...looking, ...removing];
    expect(await answersTo(routes, asked)).toEqual(all(routes, "key_revoked"));
  });

  it("adds and shows nothing while access is suspended, and still takes away", async () => {
    const { own, asked, adding, looking, removing } = await tenantWithAll();
    await suspend(own);
    const closed = [...adding, ...looking];
    expect(await answersTo(closed, asked)).toEqual(all(closed, "tenant_suspended"));
    expect(await answersTo(removing, asked)).toEqual(all(removing, "let through"));
  });

  it("adds and shows nothing once a switch is thrown, and still takes away", async () => {
    const { own, asked, adding, looking, removing } = await tenantWithAll();
    const actor = { ...own.admin, staffRoles: [{ role: "operator" as const, homeLane: null }] };
    await throwSwitch({ actor, scope: "tenant", value: own.organisationId, reason: "incident" });
    const closed = [...adding, ...looking];
    expect(await answersTo(closed, asked)).toEqual(all(closed, "switched_off"));
    expect(await answersTo(removing, asked)).toEqual(all(removing, "let through"));
  });

  it("adds and shows nothing once the approval has ended, and still takes away", async () => {
    const { own, asked, adding, looking, removing } = await tenantWithAll();
    await read((tx) => tx.$executeRaw`UPDATE "Grant" SET state = 'expired' WHERE id = ${own.grantId}`);
    const closed = [...adding, ...looking];
    expect(await answersTo(closed, asked)).toEqual(all(closed, "grant_not_active"));
    expect(await answersTo(removing, asked)).toEqual(all(removing, "let through"));
  });

  it("adds nothing for a key that leaves the operation out", async () => {
    const { own, adding } = await tenantWithAll();
    const narrow = await seedAnotherKey(own, { scopes: ["liveness"] });
    expect(await answersTo(adding, narrow)).toEqual(all(adding, "operation_not_granted"));
  });

  it("that starts work refuses a purpose, site and mode that the grant does not name", async () => {
    const { asked, adding } = await tenantWithAll();
    const starting = adding.filter(([name]) => ["enrols", "verifies", "identifies"].includes(name));
    for (const [header, code] of [
      ["countersign-purpose", "purpose_not_granted"],
      ["countersign-site", "site_not_granted"],
      ["countersign-mode", "mode_not_granted"],
    ] as const) {
      for (const [name, ask] of starting) {
        const { body } = await ask({ key: asked.key, headers: { [header]: "elsewhere" } });
        expect([name, typeof body === "string" ? body : body.code]).toEqual([name, code]);
      }
    }
  });

  it("that starts work under an instrument refuses without one", async () => {
    const bound = await seedGrant({ terms: { ...TERMS, instrument: "required" } });
    const { adding } = await tenantWithAll();
    const starting = adding.filter(([name]) => ["verifies", "identifies"].includes(name));
    expect(await answersTo(starting, bound)).toEqual(all(starting, "instrument_required"));
  });
});
