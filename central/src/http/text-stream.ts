/** Text as it is made, no faster than the client takes it. A failure breaks the answer off, so that no part is taken for the whole. */
export function textStream(pieces: AsyncGenerator<string>, onError: () => void): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      try {
        // A piece may be empty; a pull that enqueued nothing would not be asked again.
        for (let next = await pieces.next(); ; next = await pieces.next()) {
          if (next.done === true) return controller.close();
          if (next.value === "") continue;
          return controller.enqueue(encoder.encode(next.value));
        }
      } catch (fault) {
        onError();
        controller.error(fault);
      }
    },
    cancel: async () => {
      await pieces.return(undefined);
    },
  });
}
