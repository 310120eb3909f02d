/** Rows out of spreadsheets. */
export const tableRowsMax = 1_100_000;
