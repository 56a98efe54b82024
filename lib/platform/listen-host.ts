import net from "node:net";

/**
 * Why no server could listen there at this moment.
 *
 * @param host an address, or a name that is looked up
 * @param port 0 for any
 * @returns the system's code, such as EADDRINUSE, EACCES, ENOTFOUND or EADDRNOTAVAIL; undefined when one could
 */
export function listenProblem(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    server.listen(port, host, () => server.close(() => resolve(undefined)));
  });
}

/** The host part of an address at which this machine reaches what listens on `host`: all addresses are none to call. */
export function reachableHost(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return net.isIPv6(host) ? `[${host}]` : host;
}
