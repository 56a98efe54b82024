import type { Messages } from "./en";
import account from "./fr/account.json";
import appeal from "./fr/appeal.json";
import apply from "./fr/apply.json";
import auth from "./fr/auth.json";
import certificate from "./fr/certificate.json";
import concern from "./fr/concern.json";
import deferral from "./fr/deferral.json";
import form from "./fr/form.json";
import front from "./fr/front.json";
import grant from "./fr/grant.json";
import inbox from "./fr/inbox.json";
import labels from "./fr/labels.json";
import organisation from "./fr/organisation.json";
import policy from "./fr/policy.json";
import register from "./fr/register.json";
import renewal from "./fr/renewal.json";
import said from "./fr/said.json";
import selfCheck from "./fr/selfCheck.json";
import shell from "./fr/shell.json";
import stages from "./fr/stages.json";
import status from "./fr/status.json";
import tenant from "./fr/tenant.json";
import ui from "./fr/ui.json";
import verify from "./fr/verify.json";

export const fr: Messages = {
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
