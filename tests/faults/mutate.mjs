// node --import tests/faults/mutate.mjs: runs the project with one fault built in, named by COUNTERSIGN_MUTANT, so that the
// suite shows that it would see it. The fault is put into the source as it is loaded: nothing under lib/ or workers/ knows of
// it, and a deployment has no tests/.
import { register } from "node:module";

register("./mutate-load.mjs", import.meta.url);
