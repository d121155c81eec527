/**
 * Makes elements. Text only ever becomes text: nothing here or anywhere else in the
 * widget parses markup, so whatever a person or the bot writes stays harmless.
 */

const SVG = "http://www.w3.org/2000/svg";

/** An HTML element; see `fill` for the attributes. */
export function h(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

/** An SVG element. */
export function s(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

/**
 * `onclick` and the like are listeners, true and false are switches, and attributes
 * that are null or undefined are left out.
 */
function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value != null) element.setAttribute(name, value);
  }
  element.append(...children.flat(Infinity).filter((child) => child != null && child !== false));
  return element;
}

/** Shows or hides an element without touching its place. */
export function show(element, visible) {
  element.hidden = !visible;
}

/** A button that does not submit anything. */
export function button(className, title, onclick, attributes) {
  return h("button", { type: "button", class: className, onclick, ...attributes }, title);
}

let count = 0;

/** An id that no other element of the widget has. */
export function newId(stem) {
  count += 1;
  return `${stem}-${count}`;
}
