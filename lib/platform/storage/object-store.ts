/** Where sealed bytes are kept: a folder by default, S3 by setting. Both see only ciphertext. */
export type ObjectStore = {
  put: (key: string, sealed: Uint8Array) => Promise<void>;
  /** @returns null when there is no such object */
  get: (key: string) => Promise<Uint8Array | null>;
  /** Removing what is not there is fine. */
  remove: (key: string) => Promise<void>;
  /** Keys under a prefix with the time of their last write, for sweeping what no row holds. */
  list: (prefix: string) => AsyncIterable<{ key: string; writtenAt: Date }>;
};
