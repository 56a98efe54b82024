import register from "./en/register.json";
import shell from "./en/shell.json";
import ui from "./en/ui.json";
import verify from "./en/verify.json";

export const en = { register, shell, ui, verify };
