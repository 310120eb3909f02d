/** Numbers of the uplink, in ms and bytes; docs/spec/sync.md says where each comes from. */
export const tuning = {
  rtoMinMs: 3_000,
  rtoMaxMs: 60_000,
  /** Four round trips: a fixed RTO collapsed at 256 kbit/s. */
  rtoPerRoundTrip: 4,
  /** Nothing useful for so long with something asked: the link is dead whatever it says. */
  noProgressMs: 20_000,
  noProgressPerRto: 3,
  /** One batch; the window opens from there as answers come. */
  congestionStartBytes: 65_536,
  /** Live events wait for company only while a batch is under way. */
  gatherMs: 50,
  gatherRows: 250,
  /** An answer whose signed time lies further before this session's reply belongs to an older session. Covers the skew of central's workers. */
  answerSkewMs: 5_000,
  tickMs: 500,
  /** A quiet uplink greets again so often: central may have been restored behind a broker that never dropped us. */
  reconcileMs: 300_000,
} as const;

/** RTO = max(3 s, 4 × SRTT), doubled for every timeout in a row, at most a minute. */
export function retransmitTimeoutMs(roundTripMs: number | null, backoff: number): number {
  const base = Math.max(tuning.rtoMinMs, tuning.rtoPerRoundTrip * (roundTripMs ?? 0));
  return Math.min(tuning.rtoMaxMs, base * backoff);
}

/** SRTT as in RFC 6298: one eighth of the newest sample. */
export const smoothRoundTrip = (before: number | null, sampleMs: number): number =>
  before === null ? sampleMs : before + (sampleMs - before) / 8;
