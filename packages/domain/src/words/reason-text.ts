/** Why, and what the officer or the traveller does next. */
export type ReasonText = { readonly cause: string; readonly next: string };
