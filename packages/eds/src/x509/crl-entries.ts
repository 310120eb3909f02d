import { readNode, type DerNode } from "../der/reader.ts";
import { tags } from "../der/tags.ts";
import { timeAt, timeOf } from "../der/time.ts";
import { demand, expectTag } from "../der/values.ts";
import { createSerialIndex, isSerialAt, ordinalsMax, type SerialIndex } from "./crl-index.ts";
import { walkEntries, type EntryAt } from "./crl-walk.ts";
import { extensionOids, extensionsOf, extensionValue, type Extension } from "./extensions.ts";
import { generalNamesOf } from "./general-name.ts";
import { sameName, type Name } from "./name.ts";
import { reasonOf, type RevocationReason } from "./revocation-reasons.ts";

/** One revoked certificate. Milliseconds since 1970 UTC. */
export type RevokedEntry = {
  readonly revocationMs: number;
  readonly reason: RevocationReason;
  /** Since when the key may have been in wrong hands, RFC 5280 5.3.2. Told, and nothing is decided by it. */
  readonly invalidityMs?: number;
};

/** What keeps a list from being understood to its end, RFC 5280 5.3. */
export type EntryFault = "critical-extension" | "indirect-crl" | "remove-from-crl";

export type CrlEntries = {
  readonly count: number;
  readonly fault?: EntryFault;
  /** The entry of this certificate; where there are several, the one that says most against it. */
  readonly find: (serialNumber: Uint8Array, issuer: Name) => RevokedEntry | undefined;
};

export type CrlEntriesInput = {
  /** The SEQUENCE OF entries; absent where the list has none. */
  readonly revoked: DerNode | undefined;
  readonly listIssuer: Name;
  /** Entries of other issuers may be listed only by an indirect list, and taken off only by a delta list. */
  readonly isIndirect: boolean;
  readonly isDelta: boolean;
  /** Entries have extensions only in version 2. */
  readonly mayExtend: boolean;
};

const understood: ReadonlySet<string> = new Set([extensionOids.reasonCode, extensionOids.invalidityDate, extensionOids.certificateIssuer]);

/** So many look-ups walk the list; then an index pays for itself. */
const walksMax = 3;
const indexedFrom = 1000;

/**
 * Reads every entry once, so that `find` meets none that cannot be read, and keeps none: a list of a million entries
 * takes the memory of its octets, and of an index where many certificates are looked up.
 */
export const crlEntriesOf = (input: CrlEntriesInput): CrlEntries => {
  const { revoked } = input;
  if (revoked === undefined) return { count: 0, find: () => undefined };
  const { source } = revoked;
  let count = 0;
  let fault: EntryFault | undefined;
  // Where a certificateIssuer extension stands: it holds for its entry and all that follow, RFC 5280 5.3.3.
  const issuerChanges: number[] = [];
  walkEntries(revoked, (entry) => {
    count += 1;
    timeAt(source, source[entry.dateStart] ?? 0, entry.dateStart + 2, entry.dateEnd);
    if (entry.reasonOctet >= 0) {
      demand(entry.reasonOctet <= 10 && entry.reasonOctet !== 7, "a known reason");
      if (entry.reasonOctet === 8 && !input.isDelta) fault ??= "remove-from-crl";
    }
    if (entry.dateEnd < entry.end) demand(input.mayExtend, "extensions only in version 2");
    if (entry.dateEnd === entry.end || entry.reasonOctet >= 0) return;
    const extensions = entryExtensions(source, entry.dateEnd, entry.end);
    if (extensions.some(({ oid, critical }) => critical && !understood.has(oid))) fault ??= "critical-extension";
    if (extensions.some(({ oid }) => oid === extensionOids.certificateIssuer)) {
      // An entry of nobody would be overlooked with all that follow: RFC 5280 5.3.3 asks for the distinguished name.
      const isNamed = issuersAt(source, entry.dateEnd, entry.end).length > 0;
      issuerChanges.push(entry.start);
      if (!input.isIndirect || !isNamed) fault ??= "indirect-crl";
    }
    if (entryOf(source, entry).reason === "removeFromCRL" && !input.isDelta) fault ??= "remove-from-crl";
  });

  const isOf = (start: number, issuer: Name): boolean => {
    const change = lastAtOrBefore(issuerChanges, start);
    if (change === undefined) return sameName(input.listIssuer, issuer);
    const [first] = entriesFrom(revoked, change);
    return first !== undefined && issuersAt(source, first.dateEnd, first.end).some((name) => sameName(name, issuer));
  };
  let walks = 0;
  let index: SerialIndex | undefined;
  const startsOf = (serialNumber: Uint8Array): readonly number[] => {
    walks += 1;
    if (walks > walksMax && count >= indexedFrom && count <= ordinalsMax) index ??= createSerialIndex(revoked, count);
    return index === undefined ? walkFor(revoked, serialNumber) : index.startsOf(serialNumber);
  };
  return {
    count,
    ...(fault && { fault }),
    find: (serialNumber, issuer) =>
      startsOf(serialNumber)
        .filter((start) => isOf(start, issuer))
        .flatMap((start) => entriesFrom(revoked, start).map((entry) => entryOf(source, entry)))
        .toSorted(bySeverity)[0],
  };
};

const bySeverity = (a: RevokedEntry, b: RevokedEntry): number => {
  const rank = ({ reason }: RevokedEntry): number => (reason === "removeFromCRL" ? 2 : reason === "certificateHold" ? 1 : 0);
  return rank(a) - rank(b) || a.revocationMs - b.revocationMs;
};

/** The node from `start` to `end`, whose lengths a walk has proved. */
const nodeAt = (source: Uint8Array, start: number, end: number): DerNode => {
  const node = readNode(source, start, end);
  demand(node.ok, "a node that was walked over");
  return node.value;
};

const entryExtensions = (source: Uint8Array, start: number, end: number): readonly Extension[] =>
  start === end ? [] : extensionsOf(nodeAt(source, start, end));

const entryOf = (source: Uint8Array, entry: EntryAt): RevokedEntry => {
  const extensions = entryExtensions(source, entry.dateEnd, entry.end);
  const reason = extensionValue(extensions, extensionOids.reasonCode);
  const invalidity = extensionValue(extensions, extensionOids.invalidityDate);
  return {
    revocationMs: timeOf(nodeAt(source, entry.dateStart, entry.dateEnd)),
    reason: reason === undefined ? "unspecified" : reasonOf(reason),
    ...(invalidity && { invalidityMs: timeOf(expectTag(invalidity, tags.generalizedTime)) }),
  };
};

/** The directory names of the certificateIssuer extension in `start` to `end`, RFC 5280 5.3.3. */
const issuersAt = (source: Uint8Array, start: number, end: number): readonly Name[] => {
  const value = extensionValue(entryExtensions(source, start, end), extensionOids.certificateIssuer);
  demand(value !== undefined, "a certificateIssuer extension");
  const names = generalNamesOf(expectTag(value, tags.sequence));
  return names.flatMap((name) => (name.kind === "directoryName" ? name.name : []));
};

/** The one entry that starts at `start`, as a copy. */
const entriesFrom = (revoked: DerNode, start: number): readonly EntryAt[] => {
  const found: EntryAt[] = [];
  walkEntries(
    revoked,
    (entry) => {
      found.push({ ...entry });
      return false;
    },
    start,
  );
  return found;
};

const walkFor = (revoked: DerNode, serialNumber: Uint8Array): readonly number[] => {
  const found: number[] = [];
  walkEntries(revoked, (entry) => {
    if (isSerialAt(revoked.source, entry.serialStart, entry.serialEnd, serialNumber)) found.push(entry.start);
  });
  return found;
};

/** The greatest of ascending numbers that is not above `limit`. */
const lastAtOrBefore = (ascending: readonly number[], limit: number): number | undefined => {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= limit) low = middle + 1;
    else high = middle;
  }
  return ascending[low - 1];
};
