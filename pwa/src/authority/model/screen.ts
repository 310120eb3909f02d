import type { StaffRole } from "@beket/api";
import type { ComponentChildren } from "preact";
import type { Words } from "../../i18n/index.ts";
import type { IconName } from "../../ui/index.ts";

/** One section of the authority's app. Central guards each route itself; a section that would only be refused is not offered. */
export type AuthorityScreen = {
  /** Stands in the address after `#/`, and nothing else does. */
  readonly id: string;
  readonly title: Words;
  readonly icon: IconName;
  /** Empty: whoever is signed in. */
  readonly roles: readonly StaffRole[];
  readonly component: () => ComponentChildren;
};
