import type { Messages } from "./en";
import auth from "./fr/auth.json";
import certificate from "./fr/certificate.json";
import concern from "./fr/concern.json";
import deferral from "./fr/deferral.json";
import front from "./fr/front.json";
import labels from "./fr/labels.json";
import register from "./fr/register.json";
import selfCheck from "./fr/selfCheck.json";
import shell from "./fr/shell.json";
import ui from "./fr/ui.json";
import verify from "./fr/verify.json";

export const fr: Messages = {
  auth,
  certificate,
  concern,
  deferral,
  front,
  labels,
  register,
  selfCheck,
  shell,
  ui,
  verify,
};
