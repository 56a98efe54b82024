import type { Lane, MemberRole, StaffRole } from "./roles";

/** Of every demo person. It opens nothing outside the demo, which is the only place where these people exist. */
export const DEMO_PASSWORD = "countersign demo";

export type DemoOrganisation = { key: string; name: string; country: string };
export type DemoPerson = {
  name: string;
  email: string;
  /** What they are, for the sign-in page and the table that `npm start` prints. */
  about: string;
  group: "Applicants" | "Reviewers" | "Approvers and board" | "Operators and auditors";
  staff?: readonly { role: StaffRole; homeLane?: Lane }[];
  member?: { organisation: string; role: MemberRole };
};

export const DEMO_ORGANISATIONS: readonly DemoOrganisation[] = [
  { key: "northwind", name: "Northwind Airways Ltd", country: "GB" },
  { key: "stalder", name: "St Alder Hospital Trust", country: "IE" },
];

const applicant = (
  organisation: string,
  role: MemberRole,
  name: string,
  email: string,
  about: string,
): DemoPerson => ({
  name,
  email,
  about,
  group: "Applicants",
  member: { organisation, role },
});

const reviewer = (role: StaffRole, name: string, about: string): DemoPerson => ({
  name,
  email: `${role.replaceAll("_", "-")}@countersign.example`,
  about,
  group: "Reviewers",
  staff: [{ role }],
});

const approver = (homeLane: Lane, name: string): DemoPerson => ({
  name,
  email: `approver-${homeLane}@countersign.example`,
  about: `approver, home lane ${homeLane}`,
  group: "Approvers and board",
  staff: [{ role: "approver", homeLane }],
});

const officer = (role: StaffRole, name: string, about: string): DemoPerson => ({
  name,
  email: `${role.replaceAll("_", "-")}@countersign.example`,
  about,
  group: "Operators and auditors",
  staff: [{ role }],
});

const board = (key: string, name: string, about: string): DemoPerson => ({
  name,
  email: `board-${key}@countersign.example`,
  about,
  group: "Approvers and board",
  staff: [{ role: "board_member" }],
});

/** From tier 3 on two people score the critical factors of these lanes, apart from each other. */
const second = (role: StaffRole, name: string): DemoPerson => ({
  ...reviewer(role, name, `specialist, ${role} lane (second)`),
  email: `${role}-second@countersign.example`,
});

/** One person a role, and nobody with two: separation of duties can be tried with one click each. */
export const DEMO_PEOPLE: readonly DemoPerson[] = [
  applicant("northwind", "admin", "Amara Lindgren", "admin@northwind.example", "Northwind Airways, admin"),
  applicant(
    "northwind",
    "signatory",
    "Tom Whitfield",
    "signatory@northwind.example",
    "Northwind Airways, signatory",
  ),
  applicant(
    "northwind",
    "contributor",
    "Priya Raman",
    "contributor@northwind.example",
    "Northwind Airways, contributor",
  ),
  applicant("stalder", "admin", "Niamh Doyle", "admin@st-alder.example", "St Alder Hospital, admin"),
  reviewer("intake", "Ruth Abara", "intake desk: verifies documents"),
  reviewer("compliance", "Carl Jensen", "specialist, compliance lane"),
  reviewer("privacy", "Mei Osei", "specialist, privacy lane"),
  reviewer("technical", "Diego Fuentes", "specialist, technical lane"),
  reviewer("legal", "Helen Moreau", "specialist, legal lane"),
  reviewer("fairness", "Kofi Mensah", "specialist, fairness lane"),
  reviewer("security", "Yuki Tanaka", "specialist, security lane"),
  reviewer("ethics", "Lars Holm", "specialist, ethics lane"),
  second("legal", "Idris Kaya"),
  second("privacy", "Sofia Brandt"),
  second("fairness", "Wei Chen"),
  second("ethics", "Nadia Petit"),
  approver("legal", "Ana Ferreira"),
  approver("privacy", "Jonas Lindqvist"),
  approver("ethics", "Miriam Adler"),
  {
    name: "Sister Agnes Byrne",
    email: "board-external@countersign.example",
    about: "board member, external and non-technical",
    group: "Approvers and board",
    staff: [{ role: "board_member" }],
  },
  board("technical", "Dr. Hannes Weber", "board member, external, technical"),
  board("house", "Lucía Romero", "board member, of the house, non-technical"),
  officer("compliance_officer", "Victor Salgado", "compliance officer: facts, findings, suspensions"),
  officer("operator", "Olga Petrova", "operator: tenants, switches, suspensions"),
  officer("policy_author", "Ben Okafor", "writes policy packs"),
  officer("policy_releaser", "Claire Dubois", "releases policy packs"),
  officer("appeals", "Samir Haddad", "hears appeals"),
  {
    // Two members of the panel decide an appeal.
    name: "Rosa Iversen",
    email: "appeals-second@countersign.example",
    about: "hears appeals, the other member of a panel",
    group: "Operators and auditors",
    staff: [{ role: "appeals" }],
  },
  officer("auditor", "Ingrid Solberg", "auditor, reads everything and changes nothing"),
  officer("account_team", "Pat Murphy", "account team, sees the status only"),
];
