import { createServer } from "node:net";

const isFree = (port: number): Promise<boolean> => {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const server = createServer();
  server.once("error", () => resolve(false));
  server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  return promise;
};

/** The ports that somebody else holds, with the option that chooses another. Asked first, so that nothing is half started. */
export const takenPorts = async (ports: Readonly<Record<string, number>>): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const [flag, port] of Object.entries(ports)) {
    if (!(await isFree(port))) lines.push(`port ${port} on 127.0.0.1 is taken; choose another with --${flag}`);
  }
  return lines;
};
