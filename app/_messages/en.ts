import account from "./en/account.json";
import appeal from "./en/appeal.json";
import apply from "./en/apply.json";
import auth from "./en/auth.json";
import certificate from "./en/certificate.json";
import concern from "./en/concern.json";
import deferral from "./en/deferral.json";
import form from "./en/form.json";
import front from "./en/front.json";
import grant from "./en/grant.json";
import inbox from "./en/inbox.json";
import labels from "./en/labels.json";
import organisation from "./en/organisation.json";
import policy from "./en/policy.json";
import register from "./en/register.json";
import renewal from "./en/renewal.json";
import said from "./en/said.json";
import selfCheck from "./en/selfCheck.json";
import shell from "./en/shell.json";
import stages from "./en/stages.json";
import status from "./en/status.json";
import tenant from "./en/tenant.json";
import ui from "./en/ui.json";
import verify from "./en/verify.json";

export const en = {
  inbox,
  account,
  organisation,
  policy,
  appeal,
  apply,
  auth,
  certificate,
  concern,
  deferral,
  form,
  front,
  grant,
  labels,
  register,
  renewal,
  said,
  selfCheck,
  shell,
  stages,
  status,
  ui,
  tenant,
  verify,
};

/** All text of the portal in one language: area, then key. English says which keys there are. */
export type Messages = typeof en;
