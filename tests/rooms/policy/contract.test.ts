import { describe, expect, test } from "vitest";
import { checkApplication, checkSection } from "#lib/policy/check-application";
import { sectionSchemas } from "#lib/policy/contract";
import { FORBIDDEN_OPERATIONS } from "#lib/policy/vocabulary";
import { readJson } from "./samples";

type Node = Record<string, unknown>;

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null;
}

/** The airline with one value put at a pointer; undefined takes the field out. */
function airlineWith(pointer: string, value: unknown): unknown {
  const root = readJson("prisma/samples/airline.json");
  const path = pointer.split("/").slice(1);
  const last = path.pop() ?? "";
  let node: unknown = root;
  for (const part of path) node = isNode(node) ? node[part] : undefined;
  if (!isNode(node)) throw new Error(`the airline has no ${pointer}`);
  if (value === undefined) delete node[last];
  else node[last] = value;
  return root;
}

function errorsOf(value: unknown) {
  const checked = checkApplication(value);
  return checked.ok ? [] : checked.errors;
}

/** Pointers of every field of the airline, at any depth. */
function fieldsOf(node: unknown, at = ""): string[] {
  if (!isNode(node)) return [];
  return Object.keys(node).flatMap((key) => [`${at}/${key}`, ...fieldsOf(node[key], `${at}/${key}`)]);
}

/** Fields of the airline that may be left out; list entries, which are nobody's field, are left aside. */
const OPTIONAL = /\/(region|city)$|\/\d+$/;
const FIELDS = fieldsOf(readJson("prisma/samples/airline.json"));

test("the airline is an application", () => {
  expect(errorsOf(readJson("prisma/samples/airline.json"))).toEqual([]);
});

test("an application is read as it was written: nothing is added, dropped or trimmed", () => {
  const airline = readJson("prisma/samples/airline.json");
  const checked = checkApplication(airline);
  expect(checked.ok && checked.data).toEqual(airline);
});

test.each(FIELDS.filter((field) => !OPTIONAL.test(field)))(
  "refuses an application without %s, by its pointer",
  (field) => {
    expect(errorsOf(airlineWith(field, undefined)).map(({ pointer }) => pointer)).toContain(field);
  },
);

test.each(FIELDS)("refuses nonsense in %s, by its pointer and with words of its own", (field) => {
  const errors = errorsOf(airlineWith(field, { nonsense: 1 }));
  const [first] = errors;
  expect(first?.pointer.startsWith(field)).toBe(true);
  for (const { message } of errors) expect(message).not.toMatch(/invalid|expected|zod/i);
});

test.each([
  "",
  "/organisation",
  "/deployment/sites/0",
  "/data/retention_days",
  "/attestations",
  "/documents/0",
])("refuses an unknown key under %s by its own pointer", (at) => {
  const [error] = errorsOf(airlineWith(`${at}/surprise`, true));
  expect(error?.pointer).toBe(`${at}/surprise`);
});

test.each([
  ["/organisation/country", "UK", "ISO 3166-1"],
  ["/organisation/customer_type", "police", "us_police"],
  ["/organisation/work_email", "nobody", "e-mail"],
  ["/purpose/problem", "  \n ", "problem"],
  ["/purpose/problem", "x".repeat(4_001), "Shorten"],
  ["/purpose/problem", "a\u0000b", "control characters"],
  ["/purpose/problem", "\ud800", "control characters"],
  ["/deployment/operations", [], "at least one"],
  ["/deployment/operations", ["liveness", "liveness"], "only once"],
  ["/deployment/operations", ["teleport"], "verify_1_1"],
  ["/deployment/sites", [], "at least one site"],
  ["/deployment/ends_on", "2026-01-01", "on or after starts_on"],
  ["/deployment/ends_on", "2028-02-30", "a day such as"],
  ["/deployment/gallery_size", -1, "from 0"],
  ["/deployment/gallery_size", 1.5, "whole number"],
  ["/deployment/sites/0/region", "US-IL", "GB-"],
  ["/people/subject_countries", [], "at least one country"],
  ["/people/subject_countries/0", "US-ZZ", "region"],
  ["/people/add_criteria", "", "who is added"],
  ["/law/bases", [], "at least one jurisdiction"],
  ["/law/registrations", { "EU database": "1" }, "small letters"],
  ["/accuracy/target_fmr", 0, "above 0"],
  ["/accuracy/target_fmr", 1, "below 1"],
  ["/data/notice_url", "http://northwind.example", "https://"],
  ["/attestations/truthful", false, "true and complete"],
  ["/attestations/no_us_police_use", false, "end_users"],
  ["/attestations/no_resale", false, "reseller"],
])("says of %s what would be right instead of %j", (field, value, words) => {
  const errors = errorsOf(airlineWith(field, value));
  expect(errors.map(({ message }) => message).join("; ")).toContain(words);
  expect(errors.every(({ pointer }) => pointer.startsWith(field))).toBe(true);
});

test("a site in the United States names its state", () => {
  const [error] = errorsOf(
    airlineWith("/deployment/sites/0", { name: "Pier", country: "US", place_kind: "other" }),
  );
  expect(error).toMatchObject({ pointer: "/deployment/sites/0/region" });
});

test("two sites of one name are refused, since a grant could not tell them apart", () => {
  const site = { name: "Gate", country: "GB", place_kind: "airport" };
  const [error] = errorsOf(airlineWith("/deployment/sites", [site, site]));
  expect(error?.pointer).toBe("/deployment/sites/1/name");
});

test("who acts for law enforcement by contract says of which country", () => {
  const [error] = errorsOf(airlineWith("/organisation/acts_for_law_enforcement", "contract"));
  expect(error?.pointer).toBe("/organisation/law_enforcement_country");
});

test("without a gallery nobody has to say who is added", () => {
  const application = airlineWith("/people/gallery_source", "none");
  if (isNode(application) && isNode(application.people)) application.people.add_criteria = "";
  expect(errorsOf(application)).toEqual([]);
});

test.each(FORBIDDEN_OPERATIONS)("reads %s, so that policy and not the parser refuses it", (operation) => {
  expect(errorsOf(airlineWith("/deployment/operations", [operation]))).toEqual([]);
});

test("no message offers a forbidden operation", () => {
  const [error] = errorsOf(airlineWith("/deployment/operations", ["teleport"]));
  for (const operation of FORBIDDEN_OPERATIONS)
    expect(error?.message).not.toMatch(new RegExp(`\\b${operation}\\b`));
});

describe("sections", () => {
  test.each(Object.keys(sectionSchemas))("%s of the airline passes by itself", (name) => {
    const airline = readJson("prisma/samples/airline.json");
    const section = name as keyof typeof sectionSchemas;
    expect(checkSection(section, isNode(airline) ? airline[section] : null).ok).toBe(true);
  });

  test("a step's errors point into the application, not into the step", () => {
    const checked = checkSection("deployment", {});
    expect(checked.ok ? [] : checked.errors.map(({ pointer }) => pointer)).toContain("/deployment/mode");
  });

  test.each([null, [], "text", 7, undefined])("a step that is %j is refused, not a crash", (value) => {
    expect(checkSection("purpose", value).ok).toBe(false);
    expect(checkApplication(value).ok).toBe(false);
  });
});
