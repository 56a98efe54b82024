import { beforeAll, describe, expect, it } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { judgeRecords, readDomain, recordValue } from "#lib/identity/domain";
import { domainsOf, organisationPage } from "#lib/identity/organisation-view";
import { claimDomain, type ResolveTxt, removeDomain, verifyDomain } from "#lib/identity/verify-domain";
import { read } from "#lib/platform/db";
import { newcomer } from "./newcomer";

describe("a domain as typed", () => {
  it.each([
    ["Company.Example", "company.example"],
    [" https://www.company.example/about?x=1 ", "www.company.example"],
    ["company.example.", "company.example"],
    ["bücher.example", "xn--bcher-kva.example"],
  ])("%s is %s", (typed, domain) => expect(readDomain(typed)).toBe(domain));

  it.each([
    "company",
    "",
    "127.0.0.1",
    "::1",
    "someone@company.example",
    "a b.example",
    "-a.example",
    "a..example",
    `${"a".repeat(64)}.example`,
    `${"a.".repeat(150)}example`,
    "company.example\r\nx",
    "_countersign.company.example",
    "1.2.3.4.5",
  ])("%j is none", (typed) => expect(readDomain(typed)).toBeNull());
});

describe("the records of a domain", () => {
  it("verify it by the whole value alone, in whatever pieces it comes", () => {
    const value = recordValue("proof");
    expect(judgeRecords({ records: [["v=spf1 -all"], [value]] }, "proof")).toBe("verified");
    expect(judgeRecords({ records: [[value.slice(0, 9), value.slice(9)]] }, "proof")).toBe("verified");
    expect(judgeRecords({ records: [[`${value}x`], ["proof"]] }, "proof")).toBe("other_value");
    expect(judgeRecords({ records: [] }, "proof")).toBe("no_record");
  });

  it("that are not there differ from a DNS that does not answer", () => {
    for (const failure of ["ENOTFOUND", "ENODATA"])
      expect(judgeRecords({ failure }, "proof")).toBe("no_record");
    for (const failure of ["ETIMEOUT", "ECONNREFUSED", "ESERVFAIL", "EUNKNOWN"])
      expect(judgeRecords({ failure }, "proof")).toBe("unreachable");
  });
});

describe("an organisation's domain", () => {
  let admin: Actor;
  let organisationId: string;
  beforeAll(async () => {
    admin = (await newcomer()).actor;
    organisationId = admin.memberships[0]?.organisationId ?? "";
  });

  const failing =
    (code: string): ResolveTxt =>
    async () => {
      throw Object.assign(new Error("no"), { code });
    };
  async function look(domainId: string, resolveTxt: ResolveTxt) {
    await read(
      (tx) => tx.$executeRaw`
        UPDATE "OrganisationDomain" SET "checkedAt" = now() - interval '1 minute' WHERE id = ${domainId}`,
    );
    return verifyDomain({ actor: admin, organisationId, domainId, resolveTxt });
  }

  it("is verified by its own record, stays so while the DNS is silent, and not when the record is gone", async () => {
    const { domainId } = await claimDomain({ actor: admin, organisationId, domain: "company.example" });
    const record = (await organisationPage(admin, organisationId)).domains[0]?.record;
    const isVerified = async () => (await domainsOf(organisationId))[0]?.verifiedAt !== null;
    const asked: string[] = [];
    const right: ResolveTxt = async (name) => {
      asked.push(name);
      return [[record?.value ?? ""]];
    };
    expect(await look(domainId, failing("ENOTFOUND"))).toEqual({ result: "no_record" });
    expect(await isVerified()).toBe(false);
    expect(await look(domainId, right)).toEqual({ result: "verified" });
    expect(asked).toEqual(["_countersign.company.example"]);
    expect(await look(domainId, failing("ETIMEOUT"))).toEqual({ result: "unreachable" });
    expect(await isVerified()).toBe(true);
    expect((await organisationPage(admin, organisationId)).domains[0]?.found).toContain("could not be asked");
    expect(await look(domainId, async () => [["something else"]])).toEqual({ result: "other_value" });
    expect(await isVerified()).toBe(false);
  });

  it("is not looked up twice within seconds", async () => {
    const { domainId } = await claimDomain({ actor: admin, organisationId, domain: "often.example" });
    const of = { actor: admin, organisationId, domainId, resolveTxt: failing("ENODATA") };
    const results = await Promise.allSettled([verifyDomain(of), verifyDomain(of)]);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(verifyDomain(of)).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("of another organisation cannot be looked up, taken off or shown with its record", async () => {
    const { domainId } = await claimDomain({ actor: admin, organisationId, domain: "ours.example" });
    const { actor: stranger } = await newcomer();
    const theirs = stranger.memberships[0]?.organisationId ?? "";
    for (const into of [organisationId, theirs]) {
      const of = { actor: stranger, organisationId: into, domainId };
      await expect(verifyDomain({ ...of, resolveTxt: failing("ENODATA") })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(removeDomain(of)).rejects.toMatchObject({ code: "not_found" });
    }
    await removeDomain({ actor: admin, organisationId, domainId });
  });

  it("is named once, as a domain, and at most ten times over", async () => {
    const claim = (domain: string) => claimDomain({ actor: admin, organisationId, domain });
    await claim("twice.example");
    for (const typed of ["TWICE.example", "not a domain"]) {
      await expect(claim(typed)).rejects.toMatchObject({ extras: { errors: [{ pointer: "/domain" }] } });
    }
    for (let count = 0; count < 10; count += 1) await claim(`more-${count}.example`).catch(() => undefined);
    expect((await domainsOf(organisationId)).length).toBe(10);
  });
});
