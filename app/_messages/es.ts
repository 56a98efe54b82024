import register from "./es/register.json";
import shell from "./es/shell.json";
import ui from "./es/ui.json";
import verify from "./es/verify.json";
import type { Messages } from "./messages";

export const es: Messages = { register, shell, ui, verify };
