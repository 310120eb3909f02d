import { concatBytes } from "../../../packages/eds/src/bytes/bytes.ts";
import { tagged } from "../../../packages/eds/src/der/writer.ts";
import type { FuzzRandom } from "./random.ts";
import { nodesOf, rawNode, withReplaced, type TlvNode } from "./tlv.ts";

type Mutator = (octets: Uint8Array, random: FuzzRandom, donors: readonly Uint8Array[]) => Uint8Array;

const interesting = [0, 1, 2, 0x04, 0x05, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84, 0xa0, 0xa1, 0xfe, 0xff];
const tagOctets = [
  0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0a, 0x0c, 0x13, 0x14, 0x16, 0x17, 0x18, 0x1e, 0x1f, 0x30, 0x31, 0x80, 0x82, 0xa0, 0xa1, 0xa2, 0xa3,
];

const withOctet = (octets: Uint8Array, at: number, octet: number): Uint8Array => {
  const copy = Uint8Array.from(octets);
  if (at < copy.length) copy[at] = octet;
  return copy;
};

const onNode =
  (
    change: (octets: Uint8Array, node: TlvNode, nodes: readonly TlvNode[], random: FuzzRandom, donors: readonly Uint8Array[]) => Uint8Array,
  ): Mutator =>
  (octets, random, donors) => {
    const nodes = nodesOf(octets);
    return nodes.length === 0 ? octets : change(octets, random.pick(nodes), nodes, random, donors);
  };

// Octets, without regard to structure.

const flipBit: Mutator = (octets, random) => {
  const at = random.below(octets.length);
  return withOctet(octets, at, (octets[at] ?? 0) ^ (1 << random.below(8)));
};
const setOctet: Mutator = (octets, random) => withOctet(octets, random.below(octets.length), random.pick(interesting));
const cut: Mutator = (octets, random) => {
  const at = random.below(octets.length);
  return concatBytes(octets.subarray(0, at), octets.subarray(at + 1 + random.below(8)));
};
const insert: Mutator = (octets, random) => {
  const at = random.below(octets.length + 1);
  return concatBytes(octets.subarray(0, at), random.octets(1 + random.below(8)), octets.subarray(at));
};
const truncate: Mutator = (octets, random) => octets.subarray(0, random.below(octets.length));
const append: Mutator = (octets, random) => concatBytes(octets, random.octets(1 + random.below(4)));

// One value, its surroundings left as they are: lengths above may become wrong.

const retag = onNode((octets, node, _nodes, random) => withOctet(octets, node.start, random.pick(tagOctets)));
const badLength = onNode((octets, node, _nodes, random) => {
  const length = node.end - node.contentStart;
  const forms = [
    [0x80],
    [0x84, 0xff, 0xff, 0xff, 0xff],
    [0x85, 0, 0, 0, 0, length & 0xff],
    [0x82, (length >> 8) & 0xff, length & 0xff],
    [0x81, length & 0xff],
    [0xff],
    [Math.min(length + 1, 0x7f)],
    [Math.max(length - 1, 0) & 0x7f],
  ];
  const header = Uint8Array.from([node.tag, ...random.pick(forms)]);
  return concatBytes(octets.subarray(0, node.start), header, octets.subarray(node.contentStart));
});

// One value, and every length above it made right again.

const replaceWith = (make: (octets: Uint8Array, node: TlvNode, random: FuzzRandom, donors: readonly Uint8Array[]) => Uint8Array): Mutator =>
  onNode((octets, node, nodes, random, donors) => withReplaced(octets, nodes, node, make(octets, node, random, donors)));

const remove = replaceWith(() => new Uint8Array(0));
const retagWhole = replaceWith((octets, node, random) => tagged(random.pick(tagOctets), octets.subarray(node.contentStart, node.end)));
const duplicate = replaceWith((octets, node) => concatBytes(rawNode(octets, node), rawNode(octets, node)));
const repeat = replaceWith((octets, node, random) => {
  const copies = Math.min(2 + random.below(200), Math.max(2, Math.floor(20_000 / (node.end - node.start))));
  return concatBytes(...Array.from({ length: copies }, () => rawNode(octets, node)));
});
const splice = replaceWith((_octets, _node, random, donors) => {
  const donor = random.pick(donors);
  return rawNode(donor, random.pick(nodesOf(donor)));
});
const nest = replaceWith((octets, node, random) => {
  let inner = rawNode(octets, node);
  for (let depth = 1 + random.below(60); depth > 0; depth -= 1) inner = tagged(random.pick([0x30, 0x31, 0xa0, 0x24]), inner);
  return inner;
});
const fill = replaceWith((_octets, node, random) => {
  const lengths = [0, 1, 8, 32, 64, 128, 256, 4096];
  return tagged(node.tag, random.octets(random.below(4) === 0 ? random.pick(lengths) : node.end - node.contentStart));
});
const extreme = replaceWith((octets, node, random) => {
  const length = node.end - node.contentStart;
  const contents = [
    new Uint8Array(length),
    new Uint8Array(length).fill(0xff),
    Uint8Array.of(0x7f),
    octets.subarray(node.contentStart, node.end).toReversed(),
  ];
  return tagged(node.tag, random.pick(contents));
});
const swap = onNode((octets, node, nodes, random) => {
  const siblings = nodes.filter(({ parent }) => parent === node.parent);
  const other = random.pick(siblings);
  if (other.start === node.start) return octets;
  const [first, second] = other.start < node.start ? [other, node] : [node, other];
  return concatBytes(
    octets.subarray(0, first.start),
    rawNode(octets, second),
    octets.subarray(first.end, second.start),
    rawNode(octets, first),
    octets.subarray(second.end),
  );
});

const mutators: readonly Mutator[] = [
  ...[flipBit, setOctet, cut, insert, truncate, append, retag, badLength],
  ...[remove, retagWhole, duplicate, repeat, splice, nest, fill, extreme, swap],
  // Twice as often what keeps the structure: it comes further.
  ...[flipBit, remove, duplicate, splice, fill, extreme, swap],
];

/** Mostly one change, sometimes several. Empty and very large results are left to the readers, too. */
export const mutate: Mutator = (octets, random, donors) => {
  const changes = random.pick([1, 1, 1, 1, 2, 2, 3, 6]);
  let out = octets;
  for (let i = 0; i < changes && out.length > 0 && out.length < 200_000; i += 1) out = random.pick(mutators)(out, random, donors);
  return out;
};
