export { Shell as default } from "../_edge/shell";
