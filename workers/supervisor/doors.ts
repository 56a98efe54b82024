import { listenProblem } from "#lib/platform/listen-host";
import { Refusal } from "./refusal";
import type { StackSettings } from "./settings";

/**
 * Whether the API can listen where it was told to.
 *
 * @throws Refusal for a name that nobody knows and for an address of another machine
 */
export async function requireListenHost(host: string): Promise<void> {
  const problem = await listenProblem(host, 0);
  if (problem === undefined) return;
  throw new Refusal(
    `LISTEN_HOST must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all of them: ${host} ${whyNot(problem)}.`,
  );
}

function whyNot(problem: string): string {
  if (problem === "EADDRNOTAVAIL") return "is none (EADDRNOTAVAIL)";
  if (problem === "ENOTFOUND" || problem.startsWith("EAI_"))
    return `is no address that can be found (${problem})`;
  return `cannot be listened on (${problem})`;
}

/** @throws Refusal naming the port that cannot be had, and its variable */
export async function requireFreePorts({
  portalPort,
  gatewayPort,
  listenHost,
}: StackSettings): Promise<void> {
  await requireFreePort("127.0.0.1", portalPort, "PORTAL_PORT");
  await requireFreePort(listenHost, gatewayPort, "GATEWAY_PORT");
}

async function requireFreePort(host: string, port: number, variable: string): Promise<void> {
  const problem = await listenProblem(host, port);
  if (problem === undefined) return;
  throw new Refusal(
    problem === "EACCES"
      ? `This user may not listen on port ${port}. Choose another, above 1023: ${variable}=…`
      : `Port ${port} is taken by another program. Stop that, or choose another: ${variable}=…`,
  );
}
