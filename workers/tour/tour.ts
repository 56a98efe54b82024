import { approveTour } from "./approve-tour";
import { denyTour } from "./deny-tour";
import { TourFailure } from "./step";

const USAGE = `Makes the journey of a newcomer against a running demo (npm start), printing each step as it happens.

  npm run tour                    from application to answer, and back to a refusal
  npm run tour -- A.jpg B.jpg     the same, comparing your two photographs
  npm run tour -- --deny          a US police department: refused, with the reasons`;

const args = process.argv.slice(2);
try {
  if (args.includes("--help") || args.includes("-h")) process.stdout.write(`${USAGE}\n`);
  else if (args.length === 1 && args[0] === "--deny") await denyTour();
  else if (args.length === 0 || (args.length === 2 && !args.some((arg) => arg.startsWith("-"))))
    await approveTour(args);
  else throw new TourFailure(`This takes no photographs, or two, or --deny.\n\n${USAGE}`);
  process.stdout.write("every step was as it should be\n");
} catch (error) {
  const refused = error instanceof TypeError && error.cause !== undefined;
  const why = refused ? `no answer from the system (${String(error.cause)}): is it still running?` : error;
  process.stderr.write(`\ntour failed: ${why instanceof TourFailure ? why.message : String(why)}\n`);
  process.exitCode = 1;
}
