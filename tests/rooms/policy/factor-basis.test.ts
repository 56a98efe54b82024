import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkApplication } from "#lib/policy/check-application";
import type { ApplicationData } from "#lib/policy/contract";
import {
  changedBasis,
  documentKindsOf,
  FACTORS_OF_ANSWER,
  FACTORS_OF_DOCUMENT,
} from "#lib/policy/factor-basis";
import { exampleApplication } from "../applications/example";
import { arbitraryApplication } from "./arbitrary-application";
import { PACK } from "./samples";

function airline(change: (application: ApplicationData) => void = () => {}): ApplicationData {
  const checked = checkApplication(exampleApplication());
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  change(checked.data);
  return checked.data;
}
const reopened = (change: (application: ApplicationData) => void) => [
  ...changedBasis(PACK, airline(), airline(change)).keys(),
];

describe("what a factor rests on", () => {
  test("is placed for every answer of the form, so that none can change behind a score", () => {
    const whole = airline((application) => {
      application.organisation.region = "GB-LND";
      application.organisation.law_enforcement_country = "GB";
    });
    const { documents: _, ...sections } = whole;
    const names = Object.entries(sections).flatMap(([section, fields]) =>
      Object.keys(fields).map((field) => `${section}.${field}`),
    );
    expect(names.filter((name) => !(name in FACTORS_OF_ANSWER))).toEqual([]);
    expect(Object.keys(FACTORS_OF_ANSWER).filter((name) => !names.includes(name))).toEqual([]);
  });

  test("names factors of the pack only, and each factor rests on something that can be shown", () => {
    const known = PACK.factors.map(({ id }) => id);
    const named = [...Object.values(FACTORS_OF_ANSWER), ...Object.values(FACTORS_OF_DOCUMENT)].flat();
    expect(named.filter((id) => !known.includes(id))).toEqual([]);
    for (const id of known) {
      expect(Object.values(FACTORS_OF_ANSWER).flat(), id).toContain(id);
      expect(Object.values(FACTORS_OF_DOCUMENT).flat(), id).toContain(id);
      expect(documentKindsOf(id).length).toBeLessThan(20);
    }
  });

  test("is nothing but whom to write to and the signature, for answers behind no factor", () => {
    const none = Object.entries(FACTORS_OF_ANSWER).filter(([, factors]) => factors.length === 0);
    expect(none.map(([name]) => name)).toEqual([
      "organisation.work_email",
      "organisation.signatory",
      "attestations.truthful",
      "attestations.signed_by",
      "attestations.signed_on",
    ]);
  });
});

describe("a later revision", () => {
  test("that says the same opens no factor again", () => {
    fc.assert(
      fc.property(arbitraryApplication, (application) => {
        const again = structuredClone(application);
        again.attestations.signed_on = "2027-05-05";
        again.documents = again.documents.map((document) => ({ ...document, verified: !document.verified }));
        expect([...changedBasis(PACK, application, again)]).toEqual([]);
      }),
    );
  });

  test("opens those that rest on what changed, with the answers that did", () => {
    const found = changedBasis(
      PACK,
      airline(),
      airline((application) => {
        application.security.response_days = 30;
        application.accuracy.test_population = "240 volunteers";
      }),
    );
    expect(Object.fromEntries(found)).toEqual({
      F06: ["accuracy.test_population"],
      F07: ["accuracy.test_population"],
      F14: ["security.response_days"],
    });
  });

  test("opens those of a document that came or went, and none for one that was only verified", () => {
    expect(
      reopened((application) => {
        application.documents = [
          ...application.documents,
          { kind: "training", verified: false, sha256: "a".repeat(64) },
        ];
      }),
    ).toEqual(["F13"]);
    expect(
      reopened((application) => {
        application.documents = application.documents.filter(({ kind }) => kind !== "legal_memo");
      }),
    ).toEqual(["F01", "F03", "F09"]);
    expect(
      reopened((application) => {
        application.documents = application.documents.map((document) => ({
          ...document,
          verified: false,
          issued_on: "2026-01-02",
        }));
      }),
    ).toEqual([]);
  });

  test("opens a factor that nobody has placed yet for any change", () => {
    const [first] = PACK.factors;
    if (first === undefined) throw new Error("a pack has factors");
    const pack = { factors: [{ ...first, id: "F77" }] };
    const after = airline((application) => {
      application.security.response_days = 30;
    });
    expect([...changedBasis(pack, airline(), after).keys()]).toEqual(["F77"]);
    expect(documentKindsOf("F77")).toHaveLength(20);
  });
});
