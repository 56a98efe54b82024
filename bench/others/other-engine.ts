/** The other engines of the comparison, asked in one way. Each runs in a process of its own: both bring a TensorFlow.js. */
export type OtherEngine = {
  name: string;
  load(): Promise<void>;
  /** From the bytes of a JPEG (or PNG) on: decoding is part of it. `embedding` is that of the main face. */
  describe(image: Uint8Array): Promise<{ faces: number; embedding: Float32Array | null }>;
  close(): Promise<void>;
};
