/** What tells one area from another without its colour. */
export type TilePattern = "solid" | "stripes" | "back-stripes" | "dots" | "cross" | "grid" | "bars" | "empty";

/** One kind of number in a chart. `colour` is a CSS colour, mostly a token; the pattern says the same to who cannot tell it. */
export type Series = {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  readonly pattern: TilePattern;
  readonly kind?: "area" | "line";
};
