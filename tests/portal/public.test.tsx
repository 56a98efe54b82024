import { createHash } from "node:crypto";
import { renderToStaticMarkup } from "react-dom/server";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { Actor } from "#lib/identity/actor";
import { policyInForce } from "#lib/policy/public-view";
import { OwnWords } from "#ui/own-words";
import { AnsweredRules } from "#ui/policy-answer";
import { RiskPicture } from "#ui/risk-picture";
import { GET as downloadPack } from "../../app/(public)/policy/pack.json/route";
import { filteredRules, placesNamed, rulesFilter } from "../../app/(public)/policy/rules-filter";
import { GET as askLive } from "../../app/api/applications/[id]/live/route";
import { PACK } from "../rooms/policy/samples";
import { inLanguage } from "../support/in-language";
import { request, seedAsking } from "./asking";

// What reads the request for the language: everything else is as it is.
vi.mock("next-intl/server", async () => {
  const { createTranslator } = await import("next-intl");
  const { fr } = await import("../../app/_messages/fr");
  return {
    getMessages: async () => fr,
    getTranslations: async (namespace: "apply.conflict") =>
      createTranslator({ locale: "fr", messages: fr, namespace, timeZone: "UTC" }),
  };
});
vi.mock("../../app/_edge/current-actor", () => import("./asking"));

let owner: Actor;
let stranger: Actor;
let id: string;

beforeAll(async () => {
  ({ owner, stranger, id } = await seedAsking("live"));
});

function live(actor: Actor | null, applicationId = id): Promise<Response> {
  const asked = request(`${applicationId}/live`, "GET", { actor });
  return askLive(asked, { params: Promise.resolve({ id: applicationId }) });
}

describe("the live panel's route", () => {
  it("answers the people of the organisation, and is kept by nobody", async () => {
    const response = await live(owner);
    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const answer = await response.json();
    expect(answer).toMatchObject({ screening: null, documents: [] });
    // In the language of whoever asks.
    expect(answer.open).toContainEqual(expect.objectContaining({ label: "À quoi cela vous servira-t-il ?" }));
  });

  it("finds nothing for anyone else", async () => {
    expect((await live(null)).status).toBe(401);
    expect((await live(stranger)).status).toBe(404);
    expect((await live(owner, "app_none")).status).toBe(404);
    expect((await live(owner, "'; DROP TABLE")).status).toBe(404);
  });
});

describe("the pack for download", () => {
  it("is the bytes of the digest on the page", async () => {
    const response = await downloadPack();
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(createHash("sha256").update(bytes).digest("hex")).toBe((await policyInForce()).digest);
    expect(response.headers.get("content-type")).toMatch(/^application\/json/);
  });
});

describe("the filter of the rules", () => {
  const ids = (query: Record<string, string>) =>
    filteredRules(PACK, rulesFilter(query)).map((rule) => rule.id);

  it("shows all without one, and whatever is none of ours filters nothing", () => {
    expect(ids({})).toHaveLength(PACK.rules.length);
    const odd = { effect: "explode", place: "Atlantis", q: "" };
    expect(ids(odd)).toHaveLength(PACK.rules.length);
    expect(rulesFilter({ effect: ["deny", "block"], q: ["a".repeat(10_000)] })).toMatchObject({
      effect: "deny",
      text: "a".repeat(100),
    });
  });

  it("finds by effect, by place and by words together", () => {
    expect(ids({ effect: "instrument" })).toEqual(["HS04", "HS05", "HS06", "HS28"]);
    expect(ids({ place: "US-IL", effect: "block" })).toContain("HS14");
    expect(ids({ place: "DE" })).not.toContain("HS14");
    expect(ids({ q: "SCRAPED" })).toEqual(["HS07"]);
    expect(ids({ q: "no such words" })).toEqual([]);
  });

  it("offers every place that a rule names", () => {
    expect(placesNamed(PACK)).toEqual(expect.arrayContaining(["US-IL", "US-TX", "US-WA", "FR", "GB"]));
  });
});

describe("what someone outside wrote", () => {
  it("is text, whatever it looks like, and turns nothing around it", () => {
    const markup = renderToStaticMarkup(<OwnWords text={`<script>alert(1)</script>"'&`} />);
    expect(markup).not.toContain("<script>");
    expect(markup).toContain("&lt;script&gt;");
    expect(markup).toContain('dir="auto"');
    expect(markup).toContain("unicode-bidi:isolate");
  });
});

describe("the picture of a risk", () => {
  const scale = {
    parts: [{ part: "operation", max: 35 }],
    max: 115,
    tiers: [
      { tier: "T1", upTo: 25 },
      { tier: "T4", upTo: 115 },
    ],
  };

  it("says in words what it draws, and draws within its frame", () => {
    const markup = renderToStaticMarkup(
      inLanguage("en", <RiskPicture scale={scale} parts={{ operation: 400 }} risk={400} tier="T4" />),
    );
    expect(markup).toContain('aria-label="Risk 400 of at most 115, tier T4. Tiers end at 25, 115."');
    expect([...markup.matchAll(/width="([\d.]+)%"/g)].every(([, share]) => Number(share) <= 100)).toBe(true);
    expect(markup).not.toContain("style=");
  });
});

describe("the rules that would fire", () => {
  it("lead to their text, and say which a lawyer has yet to confirm", () => {
    const rule = {
      id: "HS13",
      effect: "deny",
      because: "a ban",
      source: ["[55]"],
      lifts: "repeal",
      confirmed: false,
    };
    const markup = renderToStaticMarkup(inLanguage("en", <AnsweredRules rules={[rule]} />));
    expect(markup).toContain('href="/policy#HS13"');
    expect(markup).toContain("yet to confirm how these read the law: HS13");
  });
});
