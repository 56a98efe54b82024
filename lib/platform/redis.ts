import { Cluster, type ClusterNode, Redis } from "ioredis";
import { env } from "./env";
import { log } from "./log";

/** Where the queue lives: a cluster, one Redis or Valkey (7.0 or newer), or the database when neither is set. */
export type QueueStore = "redis-cluster" | "redis" | "postgres";

export function queueStore(): QueueStore {
  const { REDIS_CLUSTER_NODES, REDIS_URL } = env();
  if (REDIS_CLUSTER_NODES !== undefined) return "redis-cluster";
  return REDIS_URL === undefined ? "postgres" : "redis";
}

/**
 * One connection to Redis.
 *
 * @param use a `consumer` waits for ever for its store to come back; a `producer` fails at once, so that what it
 * was doing can be tried again from the database
 * @throws Error when neither REDIS_URL nor REDIS_CLUSTER_NODES is set
 */
export function openRedis(use: "consumer" | "producer"): Redis | Cluster {
  const redisOptions =
    use === "consumer"
      ? { maxRetriesPerRequest: null }
      : { maxRetriesPerRequest: 1, enableOfflineQueue: false, commandTimeout: 5_000 };
  const connection = connect(redisOptions);
  connection.on("error", (error: Error) => log.warn({ err: error }, "redis"));
  return connection;
}

function connect(redisOptions: { maxRetriesPerRequest: number | null }): Redis | Cluster {
  const { REDIS_CLUSTER_NODES, REDIS_URL } = env();
  if (REDIS_CLUSTER_NODES !== undefined) {
    return new Cluster(REDIS_CLUSTER_NODES.split(",").map(clusterNode), { redisOptions });
  }
  if (REDIS_URL === undefined) throw new Error("REDIS_URL is not set for this process");
  return new Redis(REDIS_URL, redisOptions);
}

function clusterNode(address: string): ClusterNode {
  const [host = "127.0.0.1", port = "6379"] = address.trim().split(":");
  return { host, port: Number(port) };
}
