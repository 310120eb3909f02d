/** The disinfection crews of the demo. */
export const crewCodes: readonly string[] = Array.from({ length: 8 }, (_, index) => `crew-${index + 1}`);
