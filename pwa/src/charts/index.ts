export { Bars, type Bar } from "./bars.tsx";
export { Columns, type Column } from "./columns.tsx";
export type { ChartTable } from "./frame.tsx";
export { Ring } from "./ring.tsx";
export type { Series } from "./series.ts";
export { Spark } from "./spark.tsx";
