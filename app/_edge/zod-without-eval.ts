import { z } from "zod";

// Zod tries `new Function` once before it makes its first object schema. The content policy forbids that, and
// reports it. In the browser this file comes before any file with a schema; the server may go on compiling.
if (typeof window !== "undefined") z.config({ jitless: true });
