import { createServer, connect } from "node:net";

/** A TCP proxy that keeps everything that passed, both ways: what an eavesdropper at the broker would have. */
export const startRecordingProxy = (targetPort: number) =>
  new Promise<{ readonly port: number; readonly recorded: () => Buffer; readonly stop: () => void }>((resolve) => {
    const chunks: Buffer[] = [];
    const server = createServer((client) => {
      const target = connect(targetPort, "127.0.0.1");
      const ends = [client, target];
      for (const end of ends) {
        end.on("error", () => ends.forEach((other) => other.destroy()));
        end.on("close", () => ends.forEach((other) => other.destroy()));
        end.on("data", (chunk: Buffer) => chunks.push(chunk));
      }
      client.pipe(target);
      target.pipe(client);
    });
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve({
        port: typeof address === "object" && address !== null ? address.port : 0,
        recorded: () => Buffer.concat(chunks),
        stop: () => server.close(),
      });
    });
  });
