import type { Messages } from "./en";
import auth from "./es/auth.json";
import certificate from "./es/certificate.json";
import concern from "./es/concern.json";
import deferral from "./es/deferral.json";
import front from "./es/front.json";
import labels from "./es/labels.json";
import register from "./es/register.json";
import selfCheck from "./es/selfCheck.json";
import shell from "./es/shell.json";
import ui from "./es/ui.json";
import verify from "./es/verify.json";

export const es: Messages = {
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
