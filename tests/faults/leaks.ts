import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { Redis } from "ioredis";
import type pg from "pg";

/** Of a picture: bytes of its middle, which no other file has. A key is looked for whole. */
const SAMPLE_BYTES = 48;

/**
 * Looks for pictures and keys in everything that the system has written: logs, stored objects, PostgreSQL's own files
 * with its write-ahead log, and Redis.
 *
 * @returns where something lies in the clear
 */
export async function findLeaks(of: {
  dataFolder: string;
  redisPort: number | undefined;
  client: pg.Client;
  secrets: readonly Buffer[];
}): Promise<string[]> {
  await of.client.query("CHECKPOINT");
  const needles = of.secrets.map(sampleOf);
  const files = filesUnder(of.dataFolder).filter((file) => {
    const bytes = bytesOf(file);
    return needles.some((needle) => bytes.includes(needle));
  });
  const values = of.redisPort === undefined ? [] : await redisValues(of.redisPort);
  const inRedis = values.filter(({ value }) => needles.some((needle) => value.includes(needle)));
  return [
    ...files.map((file) => path.relative(of.dataFolder, file)),
    ...inRedis.map(({ key }) => `Redis: ${key}`),
  ];
}

export function sampleOf(secret: Buffer): Buffer {
  const middle = Math.max(0, (secret.length >> 1) - (SAMPLE_BYTES >> 1));
  return secret.length <= 2 * SAMPLE_BYTES ? secret : secret.subarray(middle, middle + SAMPLE_BYTES);
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const place = path.join(folder, entry.name);
    if (entry.isDirectory()) return filesUnder(place);
    return entry.isFile() ? [place] : [];
  });
}

/** A file that has gone meanwhile holds nothing. */
function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

async function redisValues(port: number): Promise<{ key: string; value: Buffer }[]> {
  const redis = new Redis(port, "127.0.0.1");
  try {
    await redis.config("SET", "rdbcompression", "no");
    const values: { key: string; value: Buffer }[] = [];
    for (const key of await redis.keys("*")) {
      const value = await redis.dumpBuffer(key);
      if (value !== null) values.push({ key, value });
    }
    return values;
  } finally {
    redis.disconnect();
  }
}
