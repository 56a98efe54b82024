import { beforeAll, describe, expect, it } from "vitest";
import { liftSuspension } from "#lib/grants/lift-suspension";
import { suspendTenant } from "#lib/grants/suspend-tenant";
import { entriesOf } from "#lib/ledger/view";
import { registerFilter } from "#lib/register/entry";
import { registerCsv } from "#lib/register/register-csv";
import { registerFeed } from "#lib/register/register-feed";
import { publicRegister, registerDetail, registerForDownload } from "#lib/register/register-view";
import type { Example } from "#tests/rooms/applications/example";
import { importExample, submitDraft } from "#tests/rooms/applications/example-case";
import { type Cast, castOf } from "#tests/rooms/applications/people";
import { seedGrant } from "#tests/support/grants";

let cast: Cast;
let named = "";
let unnamed = "";
let grant: Awaited<ReturnType<typeof seedGrant>>;

async function refused(change: (application: Example) => void): Promise<string> {
  const applicationId = await importExample(cast.signatory, (application) => {
    application.people.gallery_source = "public_web";
    change(application);
  });
  await submitDraft(cast.signatory, applicationId);
  return applicationId;
}

beforeAll(async () => {
  cast = await castOf();
  named = await refused((application) => {
    application.security.register_consent = true;
  });
  unnamed = await refused((application) => {
    Object.assign(application.security, { register_consent: false });
  });
  await importExample(cast.signatory, () => undefined);
  grant = await seedGrant();
});

const ALL = registerFilter({});

describe("the public register", () => {
  it("holds approvals and refusals, newest first, and no draft", async () => {
    const { entries, total, pages } = await publicRegister(ALL);
    expect(entries.map(({ id }) => id)).toEqual([grant.grantId, unnamed, named]);
    expect({ total, pages }).toEqual({ total: 3, pages: 1 });
    expect(entries[0]).toMatchObject({ kind: "approval", state: "active", subjectId: grant.grantId });
    expect(entries[0]?.purposes.length).toBeGreaterThan(0);
    expect(entries[1]).toMatchObject({ kind: "refusal", state: "refused_by_rule", rules: ["HS07"] });
  });

  it("names who was refused only where they agreed, and finds the others by no name", async () => {
    const own = (await publicRegister(ALL)).entries.find(({ id }) => id === named)?.organisation ?? "";
    expect(own).not.toBe("");
    expect((await registerDetail(unnamed)).entry.organisation).toBeNull();
    const found = await publicRegister(registerFilter({ search: own.toUpperCase() }));
    expect(found.entries.map(({ id }) => id)).toEqual([named]);
    expect(JSON.stringify(await registerDetail(unnamed))).not.toContain(own);
  });

  it("finds by rule and by kind, takes wildcards as text, and knows its last page", async () => {
    const ids = async (from: Record<string, string>) =>
      (await publicRegister(registerFilter(from))).entries.map(({ id }) => id);
    expect(await ids({ search: "hs07" })).toEqual([unnamed, named]);
    expect(await ids({ search: "HS07", kind: "approval" })).toEqual([]);
    expect(await ids({ kind: "approval" })).toEqual([grant.grantId]);
    expect(await ids({ search: "%" })).toEqual([]);
    expect(await ids({ search: "_" })).not.toEqual([]);
    expect(await publicRegister(registerFilter({ page: "7" }))).toMatchObject({ entries: [], total: 3 });
  });

  it("says of an approval what was signed, under which digest, and that the ledger has it", async () => {
    const { grant: published, entry } = await registerDetail(grant.grantId);
    expect(published?.digest).toMatch(/^[0-9a-f]{64}$/);
    expect(published?.sentences[0]?.sentence).toMatch(/^May /);
    expect(entry.until).toBeInstanceOf(Date);
    await expect(entriesOf(entry.subjectId)).resolves.toBeInstanceOf(Array);
  });

  it("shows a suspension while it lasts and after", async () => {
    const operator = { ...cast.intake, staffRoles: [{ role: "operator" as const, homeLane: null }] };
    const other = { ...cast.technical, staffRoles: [{ role: "operator" as const, homeLane: null }] };
    const { organisationId: tenantId } = grant;
    const { suspensionId } = await suspendTenant({ actor: operator, tenantId, reason: "secret words" });
    const { entries } = await publicRegister(registerFilter({ kind: "suspension" }));
    expect(entries).toMatchObject([{ id: suspensionId, state: "suspended" }]);
    expect((await registerDetail(grant.grantId)).entry.state).toBe("suspended");
    expect(JSON.stringify(entries)).not.toContain("secret words");
    for (const actor of [operator, other]) await liftSuspension({ actor, tenantId, reason: "put right" });
    expect((await registerDetail(suspensionId)).entry.state).toBe("lifted");
    expect((await registerDetail(grant.grantId)).entry.state).toBe("active");
  });

  it("has nothing under an id that is not published", async () => {
    for (const id of ["grt_none", "", "app_01", "' OR 1=1 --"]) {
      await expect(registerDetail(id)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});

describe("the register as CSV", () => {
  it("has a line an entry, quoted, and runs no formula", async () => {
    const entries = await registerForDownload(ALL);
    const [first] = entries;
    if (first === undefined) throw new Error("the register is empty");
    const csv = registerCsv([{ ...first, organisation: '=HYPERLINK("x"), Ltd' }, first]);
    const lines = csv.split("\r\n");
    expect(lines[0]).toBe(
      "id,kind,on,organisation,state,tier,purposes,operations,rules,until,ledger_subject",
    );
    expect(lines[1]).toContain(`"'=HYPERLINK(""x""), Ltd"`);
    expect(lines).toHaveLength(4);
  });
});

describe("the register as a feed", () => {
  it("is Atom whose text nobody's name can break", async () => {
    const [first] = await registerForDownload(ALL);
    if (first === undefined) throw new Error("the register is empty");
    const feed = registerFeed([{ ...first, organisation: '<script>&"\u0007' }], "https://portal.example");
    expect(feed).toContain("&lt;script&gt;&amp;&quot;:");
    expect(feed).toContain(`<id>https://portal.example/register/${first.id}</id>`);
    expect(feed).toContain(`<updated>${first.on.toISOString()}</updated>`);
    expect(feed).not.toMatch(/\p{Cc}(?<![\t\n\r])/u);
    expect(registerFeed([], "https://portal.example")).not.toContain("<entry>");
  });
});

describe("what an address asks of the register", () => {
  it.each([
    [{ page: "0" }, 1],
    [{ page: "1.5" }, 1],
    [{ page: "x" }, 1],
    [{ page: ["3", "4"] }, 3],
  ])("is read with care: %j", (from, page) => {
    expect(registerFilter(from).page).toBe(page);
  });

  it("loses what it does not know, a NUL, and more than a hundred characters", () => {
    expect(registerFilter({ kind: "secret", search: `\0a${"b".repeat(200)}` })).toEqual({
      kind: null,
      search: `a${"b".repeat(99)}`,
      page: 1,
    });
  });
});
