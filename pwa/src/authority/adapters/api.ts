export type { Answer, Api, Ask, CallFailure, FileAnswer } from "../../calls/api.ts";
