// Prints where the Chromium of the tests is, once it is unpacked.
import chromium from "@sparticuz/chromium";

console.log(await chromium.executablePath());
