import { z } from "zod";
import type { SearchRow } from "./search-way";

// What the measuring processes print, each on one line; read again by the bench that started them.

const number = z.number();
const bySize = <T extends z.ZodType>(schema: T) => z.record(z.string(), schema);

const sizeSpeed = z.object({
  images_per_second: number,
  rounds: z.array(number),
  rss_peak_mb: number,
  pictures: number,
});
export const speed = z.object({
  engine: z.string(),
  load_ms: number,
  /** Since its process was started. */
  first_answer_ms: number,
  sizes: bySize(sizeSpeed),
});

export const accuracy = z.object({
  engine: z.string(),
  pictures: number,
  found: number,
  eer: number,
  tar_at_far: z.record(z.string(), number),
  rank1: number.nullable(),
  genuine: number,
  impostor: number,
  intervals: z.object({ eer: z.array(number), tar_at_far: z.record(z.string(), z.array(number)) }),
  missed: z.array(z.string()),
});

/** In the order in which a picture goes through them. */
export const STAGES = ["decode", "glance", "mesh", "align", "quality", "embed"] as const;
export type Stage = (typeof STAGES)[number];

/** Medians, milliseconds. */
export const stages = z.object({
  runtime: z.string(),
  sizes: bySize(z.record(z.enum(STAGES), number)),
});

export const networks = z.object({
  runtime: z.string(),
  matmul_gflops: number,
  networks: z.array(z.object({ id: z.string(), mega_multiply_adds: number, ms: number, gflops: number })),
});

/** Against TensorFlow.js, over all outputs; `largest` is the largest number that the reference gives. */
export const parity = z.array(
  z.object({
    network: z.string(),
    runtime: z.string(),
    max_difference: number,
    largest: number,
    cosine: number,
  }),
);

export const search = z.object({
  search: z.array(
    z.object({
      data: z.enum(["clustered", "random"]),
      faces: number,
      way: z.enum(["plain loop", "runtime fp32", "int8, rescored", "usearch HNSW"]),
      threads: number,
      together: number,
      msMedian: number,
      msMin: number,
      recallAt10: number,
      buildSeconds: number,
      megabytesPerMillion: number,
    }),
  ),
});

export type SizeSpeed = z.infer<typeof sizeSpeed>;
export type Speed = z.infer<typeof speed>;
export type Accuracy = z.infer<typeof accuracy>;
export type Stages = z.infer<typeof stages>;
export type Networks = z.infer<typeof networks>;
export type Parity = z.infer<typeof parity>;

export type Machine = { cpu: string; cores: number; node: string; system: string; date: string };

/** All that one run of the bench found. What was left out, or could not be measured, stands in `leftOut`. */
export type Results = {
  machine: Machine;
  command: string;
  quick: boolean;
  /** Each engine alone. */
  alone: readonly Speed[];
  /** Two processes of ours at the same time. */
  together: readonly Speed[];
  stages: readonly Stages[];
  networks: readonly Networks[];
  parity: Parity;
  accuracy: readonly Accuracy[];
  search: readonly SearchRow[];
  leftOut: readonly string[];
  seconds: number;
};
