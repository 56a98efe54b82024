import { describe, expect, it } from "vitest";
import { checkSignIn } from "#lib/identity/sign-in";
import { signUp } from "#lib/identity/sign-up";
import { forgetEndedTries } from "#lib/identity/try-limit";
import { read } from "#lib/platform/db";
import { newcomer, PASSWORD } from "./newcomer";

describe("the lock of an address", () => {
  const refusals = async (email: string) => {
    const said: unknown[] = [];
    for (let attempt = 0; attempt < 7; attempt += 1)
      said.push(await checkSignIn({ email, password: "not it" }));
    return said;
  };

  it("does not say whether the address is anyone's", async () => {
    const { email, actor } = await newcomer();
    const known = await refusals(email);
    expect(await refusals("nobody@example.org")).toEqual(known);
    expect(known.slice(0, 6)).toEqual([
      ...Array(5).fill({ ok: false, refusal: "wrong" }),
      { ok: false, refusal: "locked" },
    ]);
    const gone = await newcomer();
    await read((tx) =>
      tx.person.update({ where: { id: gone.actor.personId }, data: { disabledAt: new Date() } }),
    );
    expect(await refusals(gone.email)).toEqual(known);
    expect(actor.personId).not.toBe("");
  });

  it("judges no more than five of twenty tries at once at an address that is nobody's", async () => {
    const verdicts = await Promise.all(
      Array.from({ length: 20 }, () => checkSignIn({ email: "burst@example.org", password: "not it" })),
    );
    expect(verdicts.filter((verdict) => !verdict.ok && verdict.refusal === "wrong")).toHaveLength(5);
  });

  it("is forgotten a quarter of an hour later, and holds no address meanwhile", async () => {
    await refusals("once@example.org");
    const rows = JSON.stringify(await read((tx) => tx.tryCount.findMany()));
    expect(rows).not.toContain("once");
    await read((tx) => tx.$executeRaw`UPDATE "TryCount" SET until = now()`);
    expect(await checkSignIn({ email: "once@example.org", password: "no" })).toMatchObject({
      refusal: "wrong",
    });
    await read((tx) => tx.$executeRaw`UPDATE "TryCount" SET until = now()`);
    expect(await forgetEndedTries()).toBeGreaterThan(0);
    expect(await read((tx) => tx.tryCount.count())).toBe(0);
  });
});

describe("sign-ups", () => {
  let count = 0;
  function nextEmail(): string {
    count += 1;
    return `sign-up-${count}@example.org`;
  }
  const attempt = (network: string | null, email = nextEmail()) =>
    signUp({ organisationName: "New", country: "GB", name: "New", email, password: PASSWORD, network });

  it("with one address are five in an hour, so that it cannot be asked over and over whether it is known", async () => {
    for (let tries = 0; tries < 5; tries += 1) await attempt(null, "same@example.org").catch(() => undefined);
    await expect(attempt(null, "same@example.org")).rejects.toMatchObject({ code: "rate_limited" });
  });

  it("from one network are twenty in an hour, and another's are not held up by them", async () => {
    const results = await Promise.allSettled(
      Array.from({ length: 24 }, (_, at) => attempt(`2001:db8:1:1::${at.toString(16)}`)),
    );
    const refused = results.filter(({ status }) => status === "rejected");
    expect(refused).toHaveLength(4);
    for (const result of refused) {
      if (result.status === "rejected") expect(result.reason).toMatchObject({ code: "rate_limited" });
    }
    await attempt("2001:db8:1:2::1");
    await attempt("192.0.2.1");
  });
});
