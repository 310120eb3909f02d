export { base45Text, bytesOfBase45 } from "./base45.ts";
