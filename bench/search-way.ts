import type { SearchData } from "./search-data";

/** Something that finds the most similar faces. */
export type SearchWay = {
  /** @returns ids of the best `k` for each probe, best first */
  search(probes: Float32Array, k: number): Promise<string[][]>;
  /** Of what it keeps for searching, ids not counted. */
  bytes: number;
  close(): Promise<void>;
};

export type SearchWayName = "plain loop" | "runtime fp32" | "int8, rescored" | "usearch HNSW";

export type WayOptions = { threads: number; together: number };

/** One measurement. Times are for one probe, also where several were searched together. */
export type SearchRow = {
  data: SearchData;
  faces: number;
  way: SearchWayName;
  threads: number;
  together: number;
  msMedian: number;
  msMin: number;
  /** Share of the true ten that were found, over all probes. */
  recallAt10: number;
  buildSeconds: number;
  megabytesPerMillion: number;
};
