import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

const overscan = 6;

/** A long list of rows of one height, of which only those in sight are in the page. Arrow keys scroll it; a screen reader hears each row's place. */
export function VirtualList<T>(props: {
  readonly label: string;
  readonly rows: readonly T[];
  readonly rowPx: number;
  readonly render: (row: T, index: number) => ComponentChildren;
  readonly keyOf: (row: T) => string;
  readonly testId?: string;
}) {
  const { rows, rowPx } = props;
  const box = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 480 });
  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const look = (): void => setSeen({ top: element.scrollTop, height: element.clientHeight });
    const watch = new ResizeObserver(look);
    watch.observe(element);
    element.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      element.removeEventListener("scroll", look);
    };
  }, []);
  const first = Math.max(0, Math.floor(seen.top / rowPx) - overscan);
  const last = Math.min(rows.length, Math.ceil((seen.top + seen.height) / rowPx) + overscan);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls has to take the focus
    <div class="virtual" ref={box} tabIndex={0} role="region" aria-label={props.label} data-testid={props.testId}>
      <ul class="virtual-rows" style={{ blockSize: `${rows.length * rowPx}px` }}>
        {rows.slice(first, last).map((row, at) => (
          <li
            key={props.keyOf(row)}
            class="virtual-row"
            aria-setsize={rows.length}
            aria-posinset={first + at + 1}
            style={{ insetBlockStart: `${(first + at) * rowPx}px`, blockSize: `${rowPx}px` }}
          >
            {props.render(row, first + at)}
          </li>
        ))}
      </ul>
    </div>
  );
}
