import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { concernForm, decideForm, triageForm } from "#lib/concerns/contract";
import { plainText } from "#lib/concerns/statement";
import { TYPED } from "./concern-case";

const FIELDS = ["happened", "place", "happened_on", "organisation", "evidence", "contact"] as const;
const REQUIRED = ["happened", "place", "happened_on"] as const;
const KEPT = { happened_on: "happenedOn" } as const;

function parse(changes: Record<string, unknown>) {
  return concernForm.safeParse({ ...TYPED, ...changes });
}

function keptAs(field: (typeof FIELDS)[number], parsed: ReturnType<typeof parse>): unknown {
  const name = field === "happened_on" ? KEPT.happened_on : field;
  return parsed.data?.[name];
}

describe.each(FIELDS)("in the concern form, %s", (field) => {
  it("takes HTML as the text that it is", () => {
    const html = `<script>alert(1)</script><img src=x onerror=alert(2)>&amp;"'`;
    expect(keptAs(field, parse({ [field]: html }))).toBe(html);
  });

  it("loses what turns or hides the text, and keeps what scripts are written with", () => {
    const typed = "A\u202Egpj.exe\u202C B\u2066C\u2069 D\u200BE\uFEFF\u00AD";
    expect(keptAs(field, parse({ [field]: typed }))).toBe("Agpj.exe BC DE");
    const persian = "می\u200Cخواهم שלום\u200F مرحبا";
    expect(keptAs(field, parse({ [field]: persian }))).toBe(persian);
  });

  it("takes 10,000 characters or says how many fit, and never cuts", () => {
    const long = "é".repeat(10_000);
    const parsed = parse({ [field]: long });
    const fits = field === "happened" || field === "evidence";
    expect(parsed.success).toBe(fits);
    if (fits) expect(keptAs(field, parsed)).toBe(long);
    else expect(parsed.error?.issues[0]).toMatchObject({ path: [field], message: /Shorten it to 300/ });
  });

  it("refuses what is beyond reading, and a list", () => {
    expect(parse({ [field]: "x".repeat(200_001) }).error?.issues[0]?.path).toEqual([field]);
    expect(parse({ [field]: ["one", "two"] }).error?.issues[0]?.path).toEqual([field]);
  });
});

describe.each(REQUIRED)("in the concern form, %s", (field) => {
  it.each(["", "   ", "\u200B\u200B", "\u202E", "\u200C\u200D", "…!?", "\n\t"])(
    "has to say something: %j does not",
    (typed) => {
      const issue = parse({ [field]: typed }).error?.issues[0];
      expect(issue?.path).toEqual([field]);
      expect(issue?.message).toMatch(/^Say /);
    },
  );
});

describe("the concern form", () => {
  it("needs neither contact nor organisation nor evidence", () => {
    const { filed_as, happened, place, happened_on } = TYPED;
    const parsed = concernForm.safeParse({ filed_as, happened, place, happened_on });
    expect(parsed.data).toMatchObject({ contact: "", organisation: "", evidence: "" });
  });

  it("says what is missing when nothing was filled in", () => {
    const paths = concernForm.safeParse({}).error?.issues.map(({ path }) => path[0]);
    expect(paths).toEqual(["filed_as", "happened", "place", "happened_on"]);
  });

  it("refuses a machine that fills in what nobody sees, and fields that it does not have", () => {
    expect(parse({ website: "https://spam.example" }).error?.issues[0]?.path).toEqual(["website"]);
    expect(parse({ state: "upheld" }).success).toBe(false);
    expect(parse({ filed_as: "root" }).success).toBe(false);
  });

  it("keeps any text in a form that the database can hold", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (typed) => {
        const kept = plainText(typed);
        expect(kept.isWellFormed()).toBe(true);
        expect(kept).not.toMatch(/(?![\t\n])\p{Cc}|[\u202A-\u202E\u2066-\u2069\u200B]/u);
        expect(plainText(kept)).toBe(kept);
      }),
    );
  });
});

describe("the staff's forms", () => {
  it.each(["", "x", "cnc_'; DROP TABLE", "../x", `cnc_${"a".repeat(41)}`])("refuse the id %j", (id) => {
    expect(triageForm.safeParse({ concern_id: id, note: "read" }).success).toBe(false);
    expect(decideForm.safeParse({ concern_id: id, outcome: "no_case", answer: "none" }).success).toBe(false);
  });

  it("need a reason each", () => {
    expect(triageForm.safeParse({ concern_id: "cnc_1", note: "\u200B" }).success).toBe(false);
    expect(decideForm.safeParse({ concern_id: "cnc_1", outcome: "upheld", answer: "" }).success).toBe(false);
    expect(decideForm.safeParse({ concern_id: "cnc_1", outcome: "open", answer: "why" }).success).toBe(false);
  });
});
