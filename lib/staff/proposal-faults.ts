import { z } from "zod";
import type { FieldError } from "#lib/platform/errors";
import type { PastEmployer, StaffDraft } from "./proposal";

/** Characters of the reason. */
export const REASON_CHARS_MIN = 10;
const NAME_CHARS_MIN = 2;

/**
 * What is wrong with a proposal in itself, one entry a field. Pure.
 *
 * @param today such as 2026-11-23
 */
export function proposalFaults(draft: StaffDraft, today: string): FieldError[] {
  const faults = [...faultsOfPerson(draft), ...faultsOfRoles(draft)];
  if (draft.reason.trim().length < REASON_CHARS_MIN)
    faults.push({ pointer: "/reason", message: `Say why, in at least ${REASON_CHARS_MIN} characters` });
  if (draft.action === "end") return faults;
  if ((draft.employer ?? "").trim().length < NAME_CHARS_MIN)
    faults.push({ pointer: "/employer", message: "Who employs them now; “none” for nobody" });
  const past = draft.past_employers.flatMap((one, at) => faultOfEmployment(one, at, today));
  return [...faults, ...past.slice(0, 1)];
}

function faultsOfPerson({ email, name }: StaffDraft): FieldError[] {
  const faults: FieldError[] = [];
  if (!z.email().safeParse(email).success)
    faults.push({ pointer: "/email", message: "An e-mail address such as name@company.example" });
  if (name.trim().length < NAME_CHARS_MIN)
    faults.push({ pointer: "/name", message: "The person's name, as in their papers" });
  return faults;
}

function faultsOfRoles({ action, roles }: StaffDraft): FieldError[] {
  if (roles.length === 0) return [{ pointer: "/roles", message: "Choose at least one role" }];
  if (new Set(roles.map(({ role }) => role)).size !== roles.length)
    return [{ pointer: "/roles", message: "Name each role once" }];
  if (action === "end") return [];
  const approver = roles.find(({ role }) => role === "approver");
  if (approver !== undefined && approver.home_lane === null)
    return [{ pointer: "/home_lane", message: "Choose the approver's home lane: two lanes sign a decision" }];
  return [];
}

function faultOfEmployment({ employer, from, to }: PastEmployer, at: number, today: string): FieldError[] {
  const isDay = (text: string) => z.iso.date().safeParse(text).success;
  const isRight =
    employer.trim().length >= NAME_CHARS_MIN && isDay(from) && isDay(to) && from <= to && to <= today;
  if (isRight) return [];
  return [
    {
      pointer: "/past_employers",
      message: `Line ${at + 1}: employer; first day; last day, such as Northwind Ltd; 2019-03-01; 2022-06-30, and not after today`,
    },
  ];
}
