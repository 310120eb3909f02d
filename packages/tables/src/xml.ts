import { SaxesParser } from "saxes";
import type { FaultKeeper } from "./fault.ts";
import type { TableLimits } from "./limits.ts";
import { createXmlTextReader } from "./text.ts";
import type { TableFault } from "./types.ts";

export type XmlHandlers = {
  /** Names without their prefix; the whole name of each attribute stays. */
  readonly open: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
};

/** No tag, text or comment of a workbook is longer. */
const tokenCharsMax = 1024 * 1024;

/**
 * Reads XML that comes as bytes in pieces. A document type is refused, so there are no entities but the five of XML itself, and nothing is
 * ever fetched. Depth and the length of a token are limited.
 */
export function createXmlReader(
  limits: TableLimits,
  faults: FaultKeeper,
  handlers: XmlHandlers,
): (bytes: Uint8Array, isLast: boolean) => TableFault | null {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  const text = createXmlTextReader();
  let depth = 0;
  let sinceEvent = 0;
  const live = (): boolean => {
    sinceEvent = 0;
    return faults.found() === null;
  };
  parser.on("error", () => faults.fail("xml-malformed"));
  parser.on("doctype", () => faults.fail("xml-doctype"));
  parser.on("opentag", ({ name, attributes }) => {
    if (!live()) return;
    depth += 1;
    if (depth > limits.xmlDepthMax) faults.fail("xml-too-deep");
    else handlers.open(localName(name), attributes);
  });
  parser.on("closetag", ({ name }) => {
    depth -= 1;
    if (live()) handlers.close?.(localName(name));
  });
  const onText = (piece: string): void => {
    if (live()) handlers.text?.(piece);
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.on("comment", live);
  return (bytes, isLast) => {
    const piece = text.read(bytes, isLast);
    if (piece === null) faults.fail("xml-malformed");
    // In slices, so that a fault is seen soon after it was found, and an endless token before it fills the memory.
    for (let from = 0; piece !== null && from < piece.length && faults.found() === null; from += tokenCharsMax / 4) {
      const slice = piece.slice(from, from + tokenCharsMax / 4);
      sinceEvent += slice.length;
      parser.write(slice);
      if (sinceEvent > tokenCharsMax) faults.fail("xml-malformed");
    }
    if (isLast && faults.found() === null) parser.close();
    return faults.found();
  };
}

const localName = (name: string): string => name.slice(name.indexOf(":") + 1);
