/** Upper bounds of everything that enters from outside. One place, so that a reviewer can read them together. */
export const limits = {
  identifierChars: 20,
  subjectsPerStop: 80,
  passengersPerStop: 78,
  candidatesPerSubject: 64,
  placesPerRecord: 64,
  subjectsPerPermit: 80,
  freeTextChars: 500,
  nameChars: 200,
  codeChars: 40,
  categoriesPerRegime: 64,
  activitiesPerRegime: 2_000,
  purposesPerRegime: 64,
  postsPerCity: 512,
  lanesPerPost: 16,
} as const;
