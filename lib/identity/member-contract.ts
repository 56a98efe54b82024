import { z } from "zod";
import { email, newPassword } from "./contract";
import { MEMBER_ROLES } from "./roles";

const organisation_id = z.string().regex(/^org_[0-9A-Z]{26}$/, "an organisation's id");
const role = z.enum(MEMBER_ROLES, "admin, signatory or contributor");
const person_id = z.string().startsWith("per_").max(40);
const code = z.string().trim().min(1, "the code of your invitation").max(100, "the code of your invitation");

export const inviteForm = z.strictObject({ organisation_id, email, role });
export const invitationForm = z.strictObject({ organisation_id, invitation_id: z.string().max(40) });
export const memberRoleForm = z.strictObject({ organisation_id, person_id, role });
export const memberForm = z.strictObject({ organisation_id, person_id });
export const claimDomainForm = z.strictObject({
  organisation_id,
  domain: z.string().trim().min(1, "a domain such as company.example").max(300, "at most 240 characters"),
});
export const domainForm = z.strictObject({ organisation_id, domain_id: z.string().max(40) });

export const acceptForm = z.strictObject({ code });
export const acceptAsNewForm = z.strictObject({
  code,
  name: z.string().trim().min(2, "your name").max(120, "at most 120 characters"),
  password: newPassword,
});
