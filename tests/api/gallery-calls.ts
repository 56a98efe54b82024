import { randomBytes } from "node:crypto";
import { expect } from "vitest";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import { read, transaction } from "#lib/platform/db";
import { type SeededGrant, seedGrant } from "#tests/support/grants";
import { seedPerson } from "#tests/support/seed-person";
import { type Call, jpegLike, postBytes, postJson } from "./stack";

/** A grant with room for galleries. */
export const ROOMY = { collectionsMax: 50, facesMax: 2 };

/** Calls about galleries as a tenant makes them, against one stack. */
export async function galleryCalls(url: string) {
  const seed = await seedGrant({ terms: ROOMY });
  const collections = `${url}/v1/collections`;

  const call = (of: SeededGrant = seed): Call => ({ key: of.key });

  async function newCollection(of: SeededGrant = seed): Promise<string> {
    const { status, body } = await postJson(collections, { name: "Crew" }, call(of));
    expect(status, JSON.stringify(body)).toBe(201);
    return body.id;
  }

  async function newSubject(collectionId: string, of: SeededGrant = seed): Promise<string> {
    const reference = randomBytes(6).toString("hex");
    const { body } = await postJson(`${collections}/${collectionId}/subjects`, { reference }, call(of));
    return body.id;
  }

  async function newConsent(subjectId: string, more: object = {}, of: SeededGrant = seed) {
    const asked = { subject_id: subjectId, purpose: seed.terms.purposes[0], reference: "form-88", ...more };
    return postJson(`${url}/v1/consents`, asked, call(of));
  }

  const facesUrl = (collectionId: string, subjectId: string) =>
    `${collections}/${collectionId}/subjects/${subjectId}/faces`;

  async function enrol(collectionId: string, subjectId: string, with_: Call = call()) {
    return postBytes(facesUrl(collectionId, subjectId), "image/jpeg", jpegLike(), with_);
  }

  /** A subject who agreed and was enrolled. */
  async function enrolled(of: SeededGrant = seed) {
    const collectionId = await newCollection(of);
    const subjectId = await newSubject(collectionId, of);
    const consentId: string = (await newConsent(subjectId, {}, of)).body.id;
    const { status, body } = await enrol(collectionId, subjectId, call(of));
    expect(status, JSON.stringify(body)).toBe(200);
    return { collectionId, subjectId, consentId, faceId: body.face_id as string, body };
  }

  const templatesOf = (subjectId: string) => read((tx) => tx.face.findMany({ where: { subjectId } }));

  async function suspend(of: SeededGrant) {
    const person = await transaction((tx) => seedPerson(tx, "on duty"));
    const actor = { ...person, staffRoles: [{ role: "operator" as const, homeLane: null }] };
    await suspendTenant({ actor, tenantId: of.organisationId, reason: "complaint" });
  }

  return {
    seed,
    collections,
    call,
    newCollection,
    newSubject,
    newConsent,
    facesUrl,
    enrol,
    enrolled,
    templatesOf,
    suspend,
  };
}
