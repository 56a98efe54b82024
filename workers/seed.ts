import { closeDatabase } from "#lib/platform/db";
import { env } from "#lib/platform/env";
import { seedDemo, seedPolicy } from "../prisma/seed";

// What every installation needs, and in the demo its people and cases. Run by the supervisor before the processes.
await seedPolicy();
if (env().COUNTERSIGN_MODE === "demo") await seedDemo();
await closeDatabase();
