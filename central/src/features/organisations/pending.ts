/** An organisation that applied and is in no base, as its signed applications name it. */
export type PendingOrganisation = {
  readonly bin: string;
  readonly name: string;
  /** OKED it claims; null: none in the application. */
  readonly activity: string | null;
  /** Receipt of its oldest pending application. Milliseconds since 1970 UTC. */
  readonly since: number;
  readonly applications: number;
};

/** Fed by the submissions that wait for the base. */
export type PendingOrganisations = {
  /** Oldest first. */
  readonly list: (limit: number) => readonly PendingOrganisation[];
  readonly one: (bin: string) => PendingOrganisation | null;
};
