// The order of the rooms (CONTRIBUTING.md), and who may speak to what. `npm run check` fails on any other arrow.

/** In the order in which the data goes through them: a room imports from those to its left, and from platform. */
const ROOMS = [
  "platform",
  "ledger",
  "identity",
  "staff",
  "policy",
  "applications",
  "reviews",
  "grants",
  "keys",
  "simulator",
  "figures",
  "concerns",
  "galleries",
  "recognition",
  "jobs",
  "oversight",
  "certificates",
  "fairness",
  "findings",
  "register",
  "notices",
  "webhooks",
  "own-data",
];

const BULLMQ = "^node_modules/bullmq/";
const PRISMA = "^node_modules/(@prisma|\\.prisma)/|^lib/platform/prisma/";
const STORE = "^lib/.*[/-]store\\.ts$";
const ENGINES = "^node_modules/(@vladmandic/|@tensorflow/|onnxruntime-)";

const roomOrder = ROOMS.slice(0, -1).map((room, at) => ({
  name: `room-order-${room}`,
  comment: `${room} must not know the rooms to its right; what they have to say reaches it as an event or a row.`,
  severity: "error",
  from: { path: `^lib/${room}/` },
  to: { path: `^lib/(${ROOMS.slice(at + 1).join("|")})/` },
}));

module.exports = {
  forbidden: [
    ...roomOrder,
    {
      name: "unknown-room",
      comment: "A new room has a place in the order: add it to ROOMS.",
      severity: "error",
      from: {},
      to: { path: "^lib/", pathNot: `^lib/(${ROOMS.join("|")})/` },
    },
    {
      name: "lib-knows-no-edge",
      comment: "Rooms are called by pages and processes, never the other way round.",
      severity: "error",
      from: { path: "^lib/" },
      to: { path: "^(app|workers|bin|tests|prisma)/" },
    },
    {
      name: "app-and-workers-apart",
      comment: "The portal and the other processes share rooms, not code of their own.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^workers/" },
    },
    {
      name: "workers-know-no-pages",
      severity: "error",
      from: { path: "^workers/" },
      to: { path: "^app/" },
    },
    {
      name: "stores-stay-inside",
      comment: "A store is its room's own: others call a verb or a view.",
      severity: "error",
      from: { path: "^lib/([^/]+)/" },
      to: { path: STORE, pathNot: "^lib/$1/" },
    },
    {
      name: "edges-call-verbs",
      comment: "Pages and processes import verbs, views and contracts, never stores.",
      severity: "error",
      from: { path: "^(app|workers|bin|prisma)/" },
      to: { path: STORE },
    },
    {
      name: "prisma-in-stores",
      comment: "Only stores and lib/platform/db.ts speak to the database.",
      severity: "error",
      from: {
        path: "^(lib|app|workers)/",
        pathNot: `${STORE}|^lib/platform/(db\\.ts|prisma/)`,
      },
      to: { path: PRISMA },
    },
    {
      name: "queue-in-one-file",
      comment:
        "BullMQ is known to lib/jobs/queue.ts and to the processes; everybody else has our own words for it.",
      severity: "error",
      from: { path: "^(lib|app)/", pathNot: "^lib/jobs/queue\\.ts$" },
      to: { path: BULLMQ },
    },
    {
      name: "engines-in-recognition",
      comment: "Models and their runtimes stay in one room, so that Next never bundles them.",
      severity: "error",
      from: { path: "^(lib|app|workers)/", pathNot: "^lib/recognition/" },
      to: { path: ENGINES },
    },
    {
      name: "recognition-stands-alone",
      comment: "From bytes to similarity: no database, no queue, no tenant.",
      severity: "error",
      from: { path: "^lib/recognition/" },
      to: {
        path: `^lib/(identity|ledger|policy|applications|reviews|grants|keys|galleries)/|${PRISMA}|${BULLMQ}`,
      },
    },
    {
      name: "no-cycles",
      severity: "error",
      from: { pathNot: "^lib/platform/prisma/" },
      to: { circular: true },
    },
    {
      name: "no-unresolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^bun:" },
    },
  ],
  options: {
    doNotFollow: { path: ["node_modules", "^lib/platform/prisma/"] },
    exclude: { path: "^(\\.next|\\.data)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "require", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".mjs", ".js", ".json"],
    },
  },
};
