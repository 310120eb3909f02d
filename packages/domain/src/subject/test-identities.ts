/** IIN and BIN of the national CA's test keys. They fail the check digit; nobody real has them. */
const numbers: ReadonlySet<string> = new Set(["123456789011", "123456789012", "123456789021"]);

/**
 * Whether these twelve digits are an identity of the national CA's test environment. Such an applicant is read and looked up like any
 * other; only a certificate below a test anchor carries the number, and production trusts none.
 */
export const isTestIdentity = (digits: string): boolean => numbers.has(digits);

/** The one of them that stands where a BIN does. */
export const isTestOrganisation = (digits: string): boolean => digits === "123456789021";
