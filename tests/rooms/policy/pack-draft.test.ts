import { beforeAll, describe, expect, test } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { sequenceEntries } from "#lib/ledger/sequence-entries";
import { read, transaction } from "#lib/platform/db";
import { newId } from "#lib/platform/ids";
import { activePack } from "#lib/policy/active-pack";
import { packDigest } from "#lib/policy/pack-digest";
import { releaseDraft } from "#lib/policy/release-draft";
import { releasePack } from "#lib/policy/release-pack";
import { startPackDraft, withdrawPackDraft, writePackDraft } from "#lib/policy/write-pack-draft";
import { seedStaffRole } from "#tests/support/seed-staff-role";
import { confirmByPasskey, seedPasskeyApprover } from "../reviews/passkey-case";
import { codeOf, seedStaff } from "../reviews/review-case";
import { seedStepUp } from "../reviews/signing-case";
import { draftOf, triedOn } from "./next-pack";
import { PACK } from "./samples";

let author: Actor;
let second: Actor;
let releaser: Actor;
let count = 0;

beforeAll(async () => {
  await releasePack({ actor: "service", pack: PACK });
  author = await seedStaff("policy_author");
  second = await seedStaff("compliance_officer");
  releaser = await seedStaff("policy_releaser");
});

/** A pack of a version that no other test uses. */
function another() {
  count += 1;
  return { ...PACK, version: `2030-01.${count}` };
}

type Drafted = { draftId: string; digest: string };

async function release({ draftId, digest }: Drafted, actor = releaser, ageSeconds = 0) {
  await sequenceEntries({ now: new Date() });
  const stepUpId = await seedStepUp(actor, digest, ageSeconds);
  return releaseDraft({ actor, draftId, digest, stepUpId, reason: "The figures hold." });
}

describe("a draft of a pack", () => {
  test("begins as the pack in force under a free version, and is a valid pack at once", async () => {
    const { draftId, errors } = await startPackDraft({ actor: author });
    expect(errors).toEqual([]);
    const row = await read((tx) => tx.packDraft.findUniqueOrThrow({ where: { id: draftId } }));
    expect(row).toMatchObject({ basedOn: "2026-11", state: "open", edition: 1 });
    const { version: _, released_on: _day, ...rest } = JSON.parse(row.text);
    const { version: __, released_on: __day, ...inForce } = await transaction(activePack);
    expect(rest).toEqual(inForce);
  });

  test.each([
    ["{", "", /^Not JSON/],
    [JSON.stringify({ ...PACK, version: "next" }), "/version", /^A version such as 2026-11/],
    [JSON.stringify(PACK), "/version", /released already/],
    [
      JSON.stringify({ ...PACK, sign_off_adds: "1" }),
      "/sign_off_adds",
      /^Not a text in quotes: a number is needed/,
    ],
    [JSON.stringify({ ...PACK, title: undefined }), "/title", /^Missing: a text in quotes is needed/],
    [JSON.stringify({ ...PACK, version: "2031-01", title: "a\0b" }), "/title", /cannot be stored/],
    [
      JSON.stringify({ ...PACK, version: "2031-01", factors: PACK.factors.slice(1) }),
      "/factors",
      /^Weights total 89/,
    ],
    [`${"[".repeat(5_000)}${"]".repeat(5_000)}`, "", /deeper/],
  ])(
    "that is no valid pack is kept as typed, says where and what would be right, and cannot be released",
    async (text, pointer, message) => {
      const { draftId, edition } = await startPackDraft({ actor: author });
      const written = await writePackDraft({ actor: author, draftId, edition, text });
      expect(written.errors[0]).toMatchObject({ pointer, message: expect.stringMatching(message) });
      const row = await read((tx) => tx.packDraft.findUniqueOrThrow({ where: { id: draftId } }));
      expect(row).toMatchObject({ text, canonical: null, digest: null, version: null, edition: 2 });
      expect(await codeOf(release({ draftId, digest: "0".repeat(64) }))).toBe("wrong_state");
    },
  );

  test("is not written over unseen, nor by others than authors, nor once it is withdrawn", async () => {
    const { draftId, edition } = await startPackDraft({ actor: author });
    const write = (actor: Actor, from = edition) =>
      writePackDraft({ actor, draftId, edition: from, text: JSON.stringify(another()) });
    expect(await codeOf((async () => write(releaser))())).toBe("forbidden");
    expect(await codeOf((async () => startPackDraft({ actor: releaser }))())).toBe("forbidden");
    await write(second);
    expect(await codeOf(write(author))).toBe("stale_draft");
    await withdrawPackDraft({ actor: author, draftId });
    expect(await codeOf(write(author, 2))).toBe("wrong_state");
    expect(await codeOf(withdrawPackDraft({ actor: author, draftId }))).toBe("wrong_state");
    expect(await codeOf(withdrawPackDraft({ actor: author, draftId: newId("pdr") }))).toBe("not_found");
    const huge = { actor: author, text: " ".repeat(600_001) };
    expect(await codeOf(startPackDraft(huge))).toBe("invalid_request");
  });
});

describe("a release", () => {
  test("is someone's who wrote none of it, whatever roles they hold, after a trial and over the digest as it stands", async () => {
    const pack = another();
    const drafted = await draftOf(pack, author);
    const both: Actor = { ...author, staffRoles: [...author.staffRoles, ...releaser.staffRoles] };
    expect(await codeOf(release(drafted, both))).toBe("signer_ineligible");
    expect(await codeOf((async () => release(drafted, author))())).toBe("forbidden");
    expect(await codeOf(release({ ...drafted, digest: "0".repeat(64) }))).toBe("digest_changed");
    expect(await codeOf(release(drafted, releaser, 301))).toBe("step_up_stale");

    // Another text of another author: tried again, and then neither author releases it.
    const title = { ...pack, title: "Said better" };
    await writePackDraft({
      actor: second,
      draftId: drafted.draftId,
      edition: 1,
      text: JSON.stringify(title),
    });
    const changed = { ...drafted, digest: packDigest(title) };
    expect(await codeOf(release(changed))).toBe("wrong_state");
    await triedOn(changed.draftId, changed.digest, author);
    expect(await codeOf(release(changed, second))).toBe("signer_ineligible");
    expect(await release(changed)).toEqual({ version: pack.version });
    expect(await transaction(activePack)).toEqual(title);
    expect(await codeOf(release(changed))).toBe("wrong_state");
  });

  test("is wanted anew when another pack came into force since the trial", async () => {
    const late = await draftOf(another(), author);
    await release(await draftOf(another(), author));
    expect(await codeOf(release(late))).toBe("wrong_state");
  });

  test("keeps what a passkey answered to the digest, and is on record with its authors", async () => {
    const pack = another();
    const drafted = await draftOf(pack, author);
    const holder = await seedPasskeyApprover("legal");
    const { personId } = holder.actor;
    await read((tx) => seedStaffRole(tx, { data: { id: newId("rol"), personId, role: "policy_releaser" } }));
    const actor: Actor = { ...holder.actor, staffRoles: releaser.staffRoles };
    await sequenceEntries({ now: new Date() });
    const stepUpId = await confirmByPasskey(holder, drafted.digest);
    await releaseDraft({ actor, ...drafted, stepUpId, reason: "The figures hold." });
    const kept = await read((tx) => tx.keptAssertion.findUniqueOrThrow({ where: { stepUpId } }));
    expect(kept).toMatchObject({ personId, digest: drafted.digest });
    const entry = await read((tx) =>
      tx.ledgerPending.findFirstOrThrow({ where: { subjectId: pack.version } }),
    );
    expect(JSON.parse(entry.leaf).data).toMatchObject({
      authors: [author.personId],
      actor: personId,
      method: "passkey",
    });
    expect(entry.leaf).not.toContain("figures");
  });
});

describe("by no raw SQL", () => {
  const attempt = async ({ draftId, digest }: Drafted, version: string, actor: Actor, ageSeconds = 0) => {
    const stepUpId = await seedStepUp(actor, digest, ageSeconds);
    return transaction(
      (
        tx,
      ) => tx.$executeRaw`INSERT INTO "PackRelease" (version, "draftId", digest, "signerId", reason, method, "stepUpId")
        VALUES (${version}, ${draftId}, ${digest}, ${actor.personId}, 'so', 'password', ${stepUpId})`,
    );
  };

  test("does an author release, or someone without the role, a trial or a fresh step-up", async () => {
    const pack = another();
    const drafted = await draftOf(pack, author);
    const { personId } = author;
    await read((tx) => seedStaffRole(tx, { data: { id: newId("rol"), personId, role: "policy_releaser" } }));
    await expect(attempt(drafted, pack.version, author)).rejects.toThrow(/pack_release_author/);
    await expect(attempt(drafted, pack.version, await seedStaff("legal"))).rejects.toThrow(
      /pack_release_role/,
    );
    await expect(attempt(drafted, pack.version, releaser, 301)).rejects.toThrow(/pack_release_step_up_stale/);
    await expect(attempt(drafted, "2031-02", releaser)).rejects.toThrow(/pack_release_digest/);
    const untried = another();
    const { draftId } = await startPackDraft({ actor: author, text: JSON.stringify(untried) });
    const of = { draftId, digest: packDigest(untried) };
    await expect(attempt(of, untried.version, releaser)).rejects.toThrow(/pack_release_untried/);
  });

  test("does a pack come into force without a release, or a draft say other than its digest, or an author go", async () => {
    const pack = another();
    const { draftId } = await draftOf(pack, author);
    const run = (sql: string) => transaction((tx) => tx.$executeRawUnsafe(sql));
    const insert = `INSERT INTO "PolicyPack" (version, digest, content, "releasedAt") SELECT version, digest, canonical::jsonb, now() FROM "PackDraft" WHERE id = '${draftId}'`;
    await expect(run(insert)).rejects.toThrow(/pack_unreleased/);
    const at = `WHERE id = '${draftId}'`;
    await expect(run(`UPDATE "PackDraft" SET digest = repeat('0', 64) ${at}`)).rejects.toThrow(
      /pack_draft_digest/,
    );
    await expect(run(`UPDATE "PackDraft" SET text = '{}' ${at}`)).rejects.toThrow(/pack_draft_digest/);
    await expect(run(`UPDATE "PackDraft" SET state = 'released' ${at}`)).rejects.toThrow(
      /pack_release_missing/,
    );
    await expect(run(`DELETE FROM "PackDraft" ${at}`)).rejects.toThrow(/append_only/);
    for (const table of ["PackDraftAuthor", "PackSimulation", "PackRelease"]) {
      await expect(run(`DELETE FROM "${table}"`), table).rejects.toThrow(/append_only/);
      await expect(run(`UPDATE "${table}" SET "draftId" = ''`), table).rejects.toThrow(/append_only/);
    }
    // Whoever writes is an author, also when nothing but the text is changed.
    await run(`UPDATE "PackDraft" SET text = ' ' || text, "authorId" = '${releaser.personId}' ${at}`);
    const authors = await read((tx) => tx.packDraftAuthor.findMany({ where: { draftId } }));
    expect(authors.map(({ personId }) => personId).sort()).toEqual(
      [author.personId, releaser.personId].sort(),
    );
    await run(`UPDATE "PackDraft" SET state = 'withdrawn' ${at}`);
    await expect(run(`UPDATE "PackDraft" SET state = 'open' ${at}`)).rejects.toThrow(/pack_draft_ended/);
  });
});
