import auth from "./en/auth.json";
import certificate from "./en/certificate.json";
import concern from "./en/concern.json";
import deferral from "./en/deferral.json";
import front from "./en/front.json";
import labels from "./en/labels.json";
import register from "./en/register.json";
import selfCheck from "./en/selfCheck.json";
import shell from "./en/shell.json";
import ui from "./en/ui.json";
import verify from "./en/verify.json";

export const en = {
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

/** All text of the portal in one language: area, then key. English says which keys there are. */
export type Messages = typeof en;
