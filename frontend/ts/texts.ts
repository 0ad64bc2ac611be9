/* The workbench of a page's text: keys lead from line to line, the picture follows, doubtful characters come first.
   Without script it is an ordinary form with a number for the order. */
import { Desk } from "./texts/desk";

const form = document.querySelector<HTMLFormElement>("form.text-bench");
if (form) new Desk(form).open();
