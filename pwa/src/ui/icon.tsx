import "./icon.css";

// One stroke set on a 24 grid, drawn for this project. Verdict shapes are filled outlines of their own in the verdict card.
const shapes = {
  check: "M5 12.5 10 17.5 19 7",
  cross: "M6 6 18 18M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  back: "M15 5 8 12l7 7",
  forward: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  erase: "M9 6h11v12H9L3.500 12ZM12 9.500l5 5M17 9.500l-5 5",
  car: "M3 16v-3.500l2-1.500 2-4.500h10l2 4.500 2 1.500V16ZM7 16v2M17 16v2M5.500 11h13",
  trailer: "M3 7h14v9H3ZM17 14h4.500M7.500 18.500a1.500 1.500 0 1 0 0-.010M12.500 18.500a1.500 1.500 0 1 0 0-.010",
  person:
    "M12 11.500a3.750 3.750 0 1 0 0-7.500 3.750 3.750 0 0 0 0 7.500ZM4.500 20.500c.700-4 3.800-5.800 7.500-5.800s6.800 1.800 7.500 5.800",
  people:
    "M9 11a3.300 3.300 0 1 0 0-6.600A3.300 3.300 0 0 0 9 11ZM2.500 19.500c.600-3.600 3.200-5.200 6.500-5.200s5.900 1.600 6.500 5.200M15.500 4.700a3.300 3.300 0 0 1 0 6M17.500 14.700c2.200.600 3.600 2.200 4 4.800",
  card: "M3 5.500h18v13H3ZM7 12.500a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM5 16c.300-1.500 1-2 2-2s1.700.500 2 2M13 9.500h5M13 13.500h5",
  passport: "M5 3h14v18H5ZM12 13.500a3.200 3.200 0 1 0 0-6.400 3.200 3.200 0 0 0 0 6.400ZM9 17.500h6",
  category: "M12 3l8 3.500v5c0 4.600-3.200 8-8 9.500-4.800-1.500-8-4.900-8-9.500v-5ZM12 8v8M8 12h8",
  camera: "M3 8h4l2-2.500h6L17 8h4v11H3ZM12 16.500a3.300 3.300 0 1 0 0-6.600 3.300 3.300 0 0 0 0 6.600Z",
  scan: "M4 8V4h4M16 4h4v4M20 16v4h-4M8 20H4v-4M4 12h16",
  torch: "M7 3h10v4l-2.500 3v11h-5V10L7 7ZM7 7h10M12 13v2",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5.500l3.500 2",
  link: "M5 12.500a10 10 0 0 1 14 0M8 15.800a5.700 5.700 0 0 1 8 0M12 19.500v-.010",
  unlink: "M4 4l16 16M5 12.500a10 10 0 0 1 4-2.400M13.500 9.600a10 10 0 0 1 5.500 2.900M8 15.800a5.700 5.700 0 0 1 5-1.600M12 19.500v-.010",
  outbox: "M4 13v6h16v-6M12 15V4M7.500 8.500 12 4l4.500 4.500",
  menu: "M4 7h16M4 12h16M4 17h16",
  sun: "M12 16.500a4.500 4.500 0 1 0 0-9 4.500 4.500 0 0 0 0 9ZM12 2v2.500M12 19.500V22M2 12h2.500M19.500 12H22M5 5l1.700 1.700M17.300 17.300 19 19M5 19l1.700-1.700M17.300 6.700 19 5",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4a8.500 8.500 0 1 0 10.500 10.500Z",
  auto: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 3v18M12 7.500h6.500M12 12h9M12 16.500h6.500",
  sound: "M4 9.500v5h4l5 4v-13l-5 4ZM16.500 9a4.500 4.500 0 0 1 0 6M19 6.500a8 8 0 0 1 0 11",
  mute: "M4 9.500v5h4l5 4v-13l-5 4ZM16.500 9.500l5 5M21.500 9.500l-5 5",
  exit: "M14 4H5v16h9M10 12h11M17 8l4 4-4 4",
  repeat: "M4 11V9.500A3.500 3.500 0 0 1 7.500 6H20M17 3l3 3-3 3M20 13v1.500a3.500 3.500 0 0 1-3.500 3.500H4M7 21l-3-3 3-3",
  alert: "M12 3.500 21.500 20h-19ZM12 10v4.500M12 17.200v-.010",
  info: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.500M12 7.800v-.010",
  lock: "M5 11h14v9.500H5ZM8 11V8a4 4 0 0 1 8 0v3M12 14.500v2.500",
  sign: "M4 20h16M5 16.500c3 0 4-9.500 7-9.500 2.500 0-1 9 1.500 9 1.800 0 2-3 3.500-3 1.200 0 1 2 2.500 2",
  file: "M6 3h8l5 5v13H6ZM14 3v5h5M9 13h7M9 17h7",
  search: "M10.500 17a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13ZM15.500 15.500 21 21",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 14h10l1-14M10 11v6M14 11v6",
  copy: "M8 8h12v13H8ZM16 8V3H4v13h4",
  refresh: "M20 5v5h-5M4 19v-5h5M19 10a7.500 7.500 0 0 0-13-2.500M5 14a7.500 7.500 0 0 0 13 2.500",
  building: "M4 21V5l8-2v18M12 9h8v12M2 21h20M7.500 8.500v.010M7.500 12.500v.010M7.500 16.500v.010M16 13v.010M16 17v.010",
} as const;

export type IconName = keyof typeof shapes;

/** A decorative picture; the words beside it carry the meaning, so it is hidden from assistive technology. */
export function Icon({ name, large = false }: { readonly name: IconName; readonly large?: boolean }) {
  return (
    <svg class={large ? "icon icon-large" : "icon"} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={shapes[name]} />
    </svg>
  );
}
