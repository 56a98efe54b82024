import { monotonicFactory } from "ulid";

/** Prefixes of the public ids (api.md); what an id names can be read off it. */
export type IdPrefix =
  | "org"
  | "per"
  | "mem"
  | "rol"
  | "ses"
  | "stp"
  | "app"
  | "rev"
  | "scr"
  | "evt"
  | "evd"
  | "upl"
  | "pie"
  | "fnd"
  | "asg"
  | "cfl"
  | "fsc"
  | "prp"
  | "sig"
  | "dec"
  | "grt"
  | "pre"
  | "sus"
  | "swi"
  | "key"
  | "job"
  | "inp"
  | "lse"
  | "fct"
  | "cnc"
  | "cev"
  | "eml"
  | "ntc"
  | "inv"
  | "lnk"
  | "rcv"
  | "era"
  | "dom"
  | "pky"
  | "apl"
  | "aps"
  | "apg"
  | "rrv"
  | "irq"
  | "iqn"
  | "ien"
  | "amd"
  | "cln"
  | "col"
  | "sub"
  | "con"
  | "fac"
  | "req";

const nextUlid = monotonicFactory();

/** A sortable, prefixed id such as `job_01K9…`: lower-case prefix, underscore, 26 characters of ULID. */
export function newId(prefix: IdPrefix): string {
  return `${prefix}_${nextUlid()}`;
}
