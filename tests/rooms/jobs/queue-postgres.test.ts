import pg from "pg";
import { queueSuite } from "./queue-suite";

process.env.REDIS_URL = "";
process.env.REDIS_CLUSTER_NODES = "";

queueSuite("PostgreSQL", {
  wipe: async () => {
    const client = new pg.Client({ connectionString: process.env.DATABASE_URL });
    await client.connect();
    await client.query("TRUNCATE bullmq.job CASCADE");
    await client.end();
  },
});
