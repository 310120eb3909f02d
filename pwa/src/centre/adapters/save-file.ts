/** Hands a file to the person; nothing is kept in the page. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The download has its own reference once the click is over.
  setTimeout(() => URL.revokeObjectURL(url), 1_000);
}
