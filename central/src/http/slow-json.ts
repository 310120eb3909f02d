/** Spaces before JSON are JSON: they keep an idle connection open while a long answer is made. */
const keepAliveMs = 5_000;

/** A JSON answer that takes its time. A failure ends the body without JSON, so that no client takes it for an answer. */
export function slowJson(answer: Promise<unknown>, onError: () => void): Response {
  const encoder = new TextEncoder();
  let timer: ReturnType<typeof setInterval> | undefined;
  const body = new ReadableStream<Uint8Array>({
    start: async (controller) => {
      timer = setInterval(() => controller.enqueue(encoder.encode(" ")), keepAliveMs);
      try {
        controller.enqueue(encoder.encode(JSON.stringify(await answer)));
        controller.close();
      } catch (fault) {
        onError();
        controller.error(fault);
      } finally {
        clearInterval(timer);
      }
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" } });
}
