import register from "./fr/register.json";
import shell from "./fr/shell.json";
import ui from "./fr/ui.json";
import verify from "./fr/verify.json";
import type { Messages } from "./messages";

export const fr: Messages = { register, shell, ui, verify };
