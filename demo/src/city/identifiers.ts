import { checkDigit } from "@beket/domain";
import type { Random } from "./random.ts";

const pad = (value: number): string => String(value).padStart(2, "0");
const withCheckDigit = (make: () => string): string => {
  for (;;) {
    const first = make();
    // About one prefix in a hundred has no check digit and is never issued.
    const check = checkDigit(first);
    if (check !== null) return `${first}${check}`;
  }
};

/** A valid, invented IIN of a working-age person. */
export const inventIin = (random: Random): string =>
  withCheckDigit(() => {
    const year = 1958 + random.below(45);
    const century = year < 2000 ? 3 : 5;
    return `${pad(year % 100)}${pad(1 + random.below(12))}${pad(1 + random.below(28))}${century + random.below(2)}${random.digits(4)}`;
  });

/** A valid, invented BIN of a resident head office. */
export const inventBin = (random: Random): string =>
  withCheckDigit(() => `${pad(random.below(20))}${pad(1 + random.below(12))}40${random.digits(5)}`);

const letters = "ABCDEFGHJKLMNOPRSTUVXYZ";
const letter = (random: Random): string => letters[random.below(letters.length)] ?? "A";
const regions = ["02", "02", "02", "02", "02", "02", "05", "05", "19", "01", "13", "08"] as const;

/** A plate of a person's or a firm's car, mostly of the city. */
export const inventPlate = (random: Random): string => {
  const region = random.pick(regions);
  return random.chance(0.8)
    ? `${random.digits(3)}${letter(random)}${letter(random)}${letter(random)}${region}`
    : `${random.digits(3)}${letter(random)}${letter(random)}${region}`;
};

/** A passport number of another country, in a shape that country uses. */
export const inventPassport = (random: Random): { readonly country: string; readonly value: string } => {
  const country = random.pick(["KGZ", "UZB", "RUS", "CHN", "TUR"] as const);
  const shapes = {
    KGZ: `PE${random.digits(7)}`,
    UZB: `FA${random.digits(7)}`,
    RUS: random.digits(9),
    CHN: `E${random.digits(8)}`,
    TUR: `U${random.digits(8)}`,
  };
  return { country, value: shapes[country] };
};
