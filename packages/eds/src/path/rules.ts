/**
 * The inputs of RFC 5280 6.1.1 beside the path itself: what the caller asks of the certificate policies.
 * Object identifiers are dotted decimals.
 */
export type PathRules = {
  /** user-initial-policy-set (c); "any" is the set of anyPolicy. */
  readonly initialPolicies: "any" | readonly string[];
  /** initial-explicit-policy (f). */
  readonly explicitPolicy: boolean;
  /** initial-policy-mapping-inhibit (e). */
  readonly inhibitPolicyMapping: boolean;
  /** initial-any-policy-inhibit (g). */
  readonly inhibitAnyPolicy: boolean;
};

/** No policy is asked for from outside. */
export const anyPathRules: PathRules = {
  initialPolicies: "any",
  explicitPolicy: false,
  inhibitPolicyMapping: false,
  inhibitAnyPolicy: false,
};
