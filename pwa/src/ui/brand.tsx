import "./brand.css";

/** The mark: a raised barrier. `name` stands beside it. */
export function Brand({ name }: { readonly name: string }) {
  return (
    <span class="brand">
      <svg class="brand-mark" viewBox="0 0 64 64" aria-hidden="true" focusable="false">
        <path class="brand-post" d="M17 50V30M17 31 47 14M10 50h44" />
        <path class="brand-bands" d="m26 25.900 5-2.830M36.500 19.950l5-2.830" />
      </svg>
      <span>{name}</span>
    </span>
  );
}
