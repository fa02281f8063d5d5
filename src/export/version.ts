/** The app's version, as it stands on exported pictures. */
export { version } from "../../package.json";
