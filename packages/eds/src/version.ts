/** The name and version of this library, as a bundle names them. The version is that of package.json. */
export const library = "@beket/eds 0.1.0";
