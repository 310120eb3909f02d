// The substitutions of GOST R 34.11-94 as rows of hexadecimal digits: row 1 substitutes the least significant four bits.

/** RFC 4357 section 11.2 names two sets; GOST 34.311-95 of Kazakhstan uses the first. */
export type Gost94SBox = "d-test" | "cryptopro";

export const gost94SBoxes: Readonly<Record<Gost94SBox, readonly string[]>> = {
  // id-GostR3411-94-TestParamSet, also RFC 5831 section 7.1.
  "d-test": [
    "4a92d80e6b1c7f53",
    "eb4c6dfa23810759",
    "581da342efc7609b",
    "7da1089fe46cb253",
    "6c715fd84a9e03b2",
    "4ba0721d36859cfe",
    "db413f590ae7682c",
    "1fd057a4923e6b8c",
  ],
  // id-GostR3411-94-CryptoProParamSet.
  cryptopro: [
    "a4568137dce092bf",
    "5f402db91763cea8",
    "7fce94103b526a8d",
    "4a7c0f28e165db93",
    "764b9c2a180efd35",
    "7624d9f0a15b8ec3",
    "de41705a3c8f629b",
    "13a95b4f867ed02c",
  ],
};
