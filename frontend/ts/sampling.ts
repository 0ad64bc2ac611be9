/* The workbench of a sample: every key is an element of the page, and what a link or button would load anew is put in
   place instead, so that the picture stays as deep as it was. Without script it is links and forms. */
import { Bench } from "./sampling/bench";

const section = document.getElementById("bench");
if (section) new Bench(section).open();
