import type { Messages } from "./en";
import account from "./es/account.json";
import appeal from "./es/appeal.json";
import apply from "./es/apply.json";
import auth from "./es/auth.json";
import certificate from "./es/certificate.json";
import concern from "./es/concern.json";
import deferral from "./es/deferral.json";
import form from "./es/form.json";
import front from "./es/front.json";
import grant from "./es/grant.json";
import inbox from "./es/inbox.json";
import labels from "./es/labels.json";
import organisation from "./es/organisation.json";
import policy from "./es/policy.json";
import register from "./es/register.json";
import renewal from "./es/renewal.json";
import said from "./es/said.json";
import selfCheck from "./es/selfCheck.json";
import shell from "./es/shell.json";
import stages from "./es/stages.json";
import status from "./es/status.json";
import tenant from "./es/tenant.json";
import ui from "./es/ui.json";
import verify from "./es/verify.json";

export const es: Messages = {
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
