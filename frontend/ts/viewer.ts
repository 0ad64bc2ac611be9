/* The viewer: OpenSeadragon in our own frame. The page works without it; this makes the picture deep and the
   turning of pages quick. Everything it shows is on the page already, and every control is a link or a button. */
import { Comparison } from "./viewer/comparison";
import { Frame } from "./viewer/frame";

const section = document.getElementById("viewer");
if (section && document.getElementById("stage")) void new Frame(section).open();
const compared = document.getElementById("compare");
if (compared) new Comparison(compared).open();
