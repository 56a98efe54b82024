/** Something that whoever starts the system can put right; its message is the whole answer, without a stack. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}
