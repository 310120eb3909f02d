/** A file line by line, without holding more than one chunk of it. Empty lines are counted and left out. */
export async function* readLines(path: string): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  const decoder = new TextDecoder("utf-8");
  let rest = "";
  let line = 0;
  for await (const chunk of Bun.file(path).stream()) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split("\n");
    rest = parts.pop() ?? "";
    for (const part of parts) {
      line += 1;
      const text = part.endsWith("\r") ? part.slice(0, -1) : part;
      if (text !== "") yield { line, text };
    }
  }
  rest += decoder.decode();
  if (rest.trim() !== "") yield { line: line + 1, text: rest.trimEnd() };
}
